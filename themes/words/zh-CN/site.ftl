# site: zh-CN
