# cli: zh-CN

# 密钥
key-missing = { $home } 中没有私钥 { $key }。
    .hint = 请插入智能卡或 USB 密钥，或到生成该密钥的计算机上签名。勘合使用的就是 gpg --list-secret-keys 列出的密钥环。
key-unusable = 私钥 { $key } 在 { $home } 中，但不能签名。
    .hint = 可能已到期、已吊销，或不是用于签名的；可用 gpg --list-secret-keys 查看。
key-cancelled = 已取消，没有签名。
key-passphrase = 口令不对，没有签名。
    .hint = 请重试，并留意输入法和大写锁定。
key-passphrase-text = 口令应为一行文字。
key-pinentry = GnuPG 没有可用来询问口令的程序或终端。
    .hint = 请安装 pinentry-gtk2、pinentry-qt 或 pinentry-curses。在终端中还需执行：export GPG_TTY=$(tty)。
key-no-home = 没有密钥目录 { $home }。
    .hint = 请检查路径。执行 gpg --list-keys 时，GnuPG 会自行建立常用目录。
key-long-home = 密钥目录 { $home } 的路径有 { $length } 字节，最多 { $most } 字节。
    .hint = 请移到较短的路径下，或用一个短的符号链接指向它。
key-agent = { $home } 的密钥代理没有应答。
    .hint = 请执行 gpgconf --kill all 后重试。该目录应只归本人所有（权限 700）。
key-engine = 没有安装 GnuPG。
    .hint = 请安装 gpg、gpg-agent、gpgconf 三个软件包。
key-user-id = “{ $found }”不能用作用户标识：应为一行内的姓名和电子邮件地址，不含看不见的字符。
    .hint = 例如：陈文 <chen@example.org>
key-exists = “{ $user-id }”的密钥已经存在。
    .hint = 请使用已有的密钥，或换一个名称。
key-other = GnuPG 报告：{ $text }

## 办理

verb-found = 建档
verb-submit = 提交
verb-revise = 修改
verb-approve = 同意
verb-disagree = 不同意
verb-read = 已阅
verb-return = 退回
verb-issue = 签发
verb-seal = 用印
verb-withdraw = 撤回

## 事项状态

stage-in-review = 审核中
stage-returned = 已退回
stage-refused = 不同意
stage-issued = 已签发
stage-sealed = 已用印
stage-finished = 已办结
stage-withdrawn = 已撤回

## 证书状态

standing-active = 有效
standing-suspended = 暂停使用
standing-retired = 停用

## 填写内容的种类

kind-text = 文字
kind-date = 日期（如 2026-03-02）
kind-number = 整数
kind-choice = 所列选项之一
kind-unit = 单位代号
kind-person = 人员代号
kind-file = 附件的文件名
kind-list = 列表（如 ["甲", "乙"]），各项均须符合本项的填写要求

## 列表的分隔

list-separator = 、
