# refusals: zh-TW
