# cli: zh-TW
