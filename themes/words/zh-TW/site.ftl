# site: zh-TW
