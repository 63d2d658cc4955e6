# cli: zh-CN
