# refusals: zh-CN
