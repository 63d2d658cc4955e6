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
    .hint = 请使用已有的密钥；确需另做一把的（如原来的已经遗失），请加 --another。
key-other = GnuPG 报告：{ $text }

## 办理

verb-found = 建档
verb-submit = 送审
verb-revise = 修改
verb-approve = 同意
verb-disagree = 不同意
verb-read = 已阅
verb-return = 退回
verb-issue = 签发
verb-seal = 用印
verb-withdraw = 撤回
verb-execute = 执行变更
verb-affirm = 确认属实
verb-complete = 办结
verb-reply = 答复
verb-add-sign = 加签
verb-remove-sign = 减签
verb-transfer = 转办
verb-consult = 委派
verb-take-back = 拿回
verb-terminate = 终止
verb-urge = 催办
verb-circulate = 传阅
verb-instruct = 批示
verb-void = 撤销
verb-repeal = 废止
verb-recall = 收回授权
verb-send = 发送
verb-open = 首次打开
verb-receive = 签收
verb-refuse = 退回来文

## 事项状态

stage-in-review = 审核中
stage-returned = 已退回
stage-refused = 不同意
stage-issued = 已签发
stage-sealed = 已用印
stage-sent = 已发送
stage-carried = 已执行，待确认
stage-executed = 已执行
stage-finished = 已办结
stage-withdrawn = 已撤回
stage-terminated = 已终止
stage-rejected = 已否决
stage-voided = 已撤销
stage-repealed = 已废止
stage-corrected = 已更正
stage-recalled = 已收回

## 证书状态

standing-active = 有效
standing-suspended = 暂停使用
standing-retired = 停用
standing-compromised = 泄露
standing-abolished = 撤销
standing-handed-back = 缴回
standing-destroyed = 销毁
seal-kind-unit = 公章
seal-kind-special = 专用章
seal-kind-personal = 签名章
required-code = 人员编码
required-phone = 办公电话
required-mobile = 手机号码
required-agreement = 保密协议签订日期
change-unit-register = 单位登记
change-unit-abolish = 单位撤销、合并
change-unit-rename = 单位更名
change-unit-change = 单位信息变更
change-officers = 单位负责人、管理员、文书等规定岗位的人员变更
change-person-open = 开通账号
change-person-leave = 离职注销
change-person-move = 岗位调整
change-person-change = 人员信息变更
change-certificate-register = 登记证书
change-certificate-renew = 更新证书
change-certificate-suspend = 暂停证书
change-certificate-restore = 恢复证书
change-certificate-retire = 停用证书
change-certificate-compromise = 证书泄露
change-seal-make = 制作印章
change-seal-hand-back = 缴回印章
change-seal-destroy = 销毁印章
change-seal-custodian = 变更印章保管人
change-seal-certificate = 变更印章证书
change-seal-change = 印章信息变更
change-settings = 系统设置
change-calendar = 工作日历
change-workflows = 流程
change-themes = 页面样式
change-hooks = 仓库钩子
forgets-key = 密钥本身
forgets-revocation = 撤销声明

## 填写内容的种类

kind-text = 文字
kind-date = 日期（如 2026-03-02）
kind-time = 时间（如 2026-03-02 09:30）
kind-number = 整数
kind-check = 是否（true 或 false，不加引号）
kind-choice = 所列选项之一
kind-unit = 单位代号
kind-person = 人员代号
kind-seal = 印章代号
kind-subject = 事项编号（如 documents/2026/0302-9f3a）
kind-file = 附件的文件名
kind-audience = 阅读范围：*（全体人员）、单位短名、单位短名/*（含下属单位）、单位短名/岗位、@人员短名
kind-list = 列表（如 ["甲", "乙"]），各项均须符合本项的填写要求

## 列表的分隔

list-separator = 、

cmd-kanhe = 勘合：单位的签名档案库。一次提交即一次办理，一个标签即一枚印章。
cmd-kanhe-after =
    第一次使用：kanhe init 建档，kanhe new 拟稿，kanhe submit 送审。各命令的用法见 kanhe 〈命令〉 --help。

    退出码：0 已完成；1 不予办理，或验证不通过；2 用法有误；3 未能完成，或材料不全。
    文字语种由 --lang 选定，其次看环境变量 KANHE_LANG 和系统语言；都没有时用简体中文。
cmd-init = 建立新的档案库
cmd-new = 拟稿：按事项类别的表单新建文稿
cmd-submit = 送审：将文稿连同附件提交审核
cmd-revise = 修改：提交修改后的文稿，从第一个环节重新审核
cmd-approve = 同意
cmd-disagree = 不同意
cmd-read = 已阅（在需要表态的环节，按不同意处理）
cmd-return = 退回拟稿人，或者退回已经过的环节
cmd-issue = 签发，同时编排文号
cmd-seal = 用印
cmd-withdraw = 撤回已送审、尚未签发的事项
cmd-execute = 执行已批准的变更申请
cmd-affirm = 确认一项签署存疑的办理属实
cmd-complete = 办结：交办的事已经办完，写明结果
cmd-reply = 答复：说明情况，不作决定；退回而无须修改的，拟稿人也用它重新送审
cmd-add-sign = 加签：请另一人也签署，在本人之前、之后或者同时；或者由上一级领导越级签署
cmd-remove-sign = 减签：收回本人的加签或者委派，对方应尚未办理
cmd-transfer = 转办：交给另一人办理，由其决定
cmd-consult = 委派：先请另一人答复，再由本人决定
cmd-take-back = 拿回本人刚办的、其后无人接着办理的一项
cmd-terminate = 终止：事项到此为止，不再办理
cmd-urge = 催办：提醒现在的承办人
cmd-circulate = 传阅：送给他人阅知
cmd-send = 发送：把已用印的公文送给主送、抄送的单位和人员
cmd-receive = 签收：核对正文和格式后收下发来的公文
cmd-refuse = 退回来文：核对不符或者接收不成的，写明原因退回，请对方重发
cmd-instruct = 批示：由领导另定办理时限
cmd-void = 撤销：使已办完的事项自始无效
cmd-repeal = 废止：使已办完的事项自即日起失效
cmd-recall = 收回授权：使外出授权立即失效
cmd-status = 查看事项办到哪一步；不写事项时，与 kanhe inbox 相同
cmd-log = 按时间倒序列出办理记录
cmd-show = 显示最近一次提交的文稿
cmd-lint = 检查公文格式（文号、标题、收文对象、落款、附件、层次、标点），逐行指出并注明依据
cmd-book = 收发文登记簿：各单位逐年发出和收到的公文，缺号一并列出
arg-book-unit = 只看这个单位的（代号）
arg-book-year = 只看这一年的
arg-book-incoming = 只看收文登记簿
arg-book-outgoing = 只看发文登记簿
arg-book-csv = 输出表格（CSV），可重定向到文件，用电子表格程序打开
arg-subjects = 事项编号或者文件夹路径，可以写多个
lint-nothing = 没有发现格式问题。
lint-line = { $at }：{ $says }（{ $clause }）
book-none = 没有这样的登记簿。
book-no-gaps = 无
book-line = { $year } { $unit } { $kind } { $register }：{ $given } 件，缺号：{ $gaps }
format-title-without-kind = 标题应当以文种结尾：“……的{ $expected }”
format-title-mark = 标题中一般不用“{ $found }”
format-no-text = 没有正文
format-number = 发文字号“{ $found }”应当写作“{ $expected }”：年份全称，用六角括号，不编虚位，不加“第”
format-date = 日期“{ $found }”应当用阿拉伯数字写全，月、日不编虚位
format-recipients-in-text = “{ $found }”：主送机关由表单印出，正文不再写
format-recipient-twice = “{ $found }”在主送、抄送中写了不止一次
format-recipient-unknown = 没有叫“{ $found }”的单位，是否为“{ $expected }”
format-signature-in-text = “{ $found }”：署名和成文日期由系统印出，正文末尾不再写
format-attachments-in-text = “{ $found }”：附件说明由表单印出，正文不再写
format-attachment-missing = 文中提到“{ $found }”，实有附件 { $count } 个
format-attachment-unnamed = 文件“{ $found }”没有列入附件
format-attachment-number = 附件“{ $found }”的顺序号不对，应当以“{ $expected }”开头；只有一个附件的不编顺序号
format-level = 层次序数“{ $found }”应当写作“{ $expected }”
format-mark = “{ $found }”：汉字之间用全角标点
format-no-contact = 请示应当在附注处写明联系人和电话
cmd-verify = 从信任根起验证整个档案库
cmd-checkpoint = 打印检查点，供日后核对档案库是否被截短或改写
cmd-root = 打印信任根，供公布在纸面上
cmd-build = 生成内部网站
cmd-serve = 生成内部网站并在本机打开，档案库有变动即更新
cmd-front = 生成前置 nginx 的配置，或者（--systemd）运行本程序的服务单元
cmd-gate = 服务器上的关口：推送来的办理经审查合格才放行
cmd-gate-pre-receive = 审查一次推送（由 git 调用）
cmd-gate-post-receive = 推送放行后更新缓存（由 git 调用）
cmd-gate-install = 在服务器仓库中装上关口
cmd-demo = 建立一个演示用的档案库
arg-subject = 事项编号，如 documents/2026/0302-9f3a；也可写该事项文件夹的路径
arg-opinion = 意见
arg-reason = 理由
arg-as = 以谁的名义办理：人员代号或证书指纹。不写时用本库设置 kanhe.person，再用密钥环中唯一的登记人员
arg-remote = 推送到哪个远程仓库；不写时用 origin
arg-local = 只记入本机的档案库，不推送
arg-seal-seal = 用哪枚印章（印章代号）；不写时用发文机关唯一的印章
arg-affirm-act = 要确认的是第几项；不写时为该事项中第一项存疑的
arg-on_behalf_of = 代谁办理（人员代号）；应有其有效的外出授权
arg-checked = 本人已查看此前的办理经过，确认符合流程
arg-to = 请谁办理或者交给谁办理（人员代号）
arg-remove-sign-to = 减去谁（人员代号）
arg-circulate-to = 传阅给谁（人员代号）；可多次使用
arg-circulate-unit = 传阅给哪个单位的全体人员（单位代号）；可多次使用
arg-send-to = 主送：单位代号、“单位/*”（含下属单位）、“@人员”、“+收文单位组”或者“:往来机关”；可多次使用。不写时按文稿的主送、抄送
arg-send-cc = 抄送：写法与 --to 相同；可多次使用
arg-receive-subject = 事项；用 --from 时为外机关发来的文件包或者回执
arg-receive-from = 来自哪个往来机关：系统设置中的名称，或者它的信任根（一行文字或者文件）
arg-receive-set = 填写登记表的项目，如 --set host=office；可重复
arg-receive-receipt = 登记后制作回执，放到这个目录
arg-receive-refuse = 不登记，写明原因退回；制作退回的回执
arg-receive-seal = 用哪枚印章签回执（印章代号）；不写时用本机有密钥的收文单位印章
arg-send-parcels = 为发给往来机关的制作文件包，放到这个目录
arg-parcel-card-name = 对方给本机关起的名称（代号），如 river
arg-parcel-card-seal = 用哪些印章往来（印章代号）；可多次使用，不写时为所有在用的
arg-parcel-write-to = 只为这个往来机关制作；可多次使用，不写时为所有已发给的
arg-parcel-write-out = 放到哪个目录
arg-parcel-write-seal = 用哪枚印章签名（印章代号）；不写时用文上印章中本机有密钥的
arg-parcel-receipt-out = 放到哪个目录
arg-parcel-receipt-seal = 用哪枚印章签名（印章代号）；不写时用本机有密钥的收文单位印章
arg-parcel-check-file = 文件包或者回执
arg-parcel-check-from = 来自哪个往来机关：系统设置中的名称，或者它的信任根
arg-for = 为谁签收或者退回：单位代号或“@人员”；只有一处可办时不必写
arg-return-to = 退回到哪个环节（环节代号），应为本轮已经过的；不写时退回拟稿人
arg-previous = 退回到最近经过的环节
arg-straight = 重新办理后直接回到本环节，其间的环节不再重走
arg-place = 加签的位置：before（前加签）、after（后加签）或 with（并加签）；不写时为 with
arg-lift = 本人是上一级领导，越级签署，由本人决定本环节；须写明 --reason
arg-instruct-due = 办理时限，如 "2026-03-02 17:00"，按本单位的时区
arg-dir = 新档案库的文件夹，应为空或尚不存在
arg-init-title = 机关或系统的名称
arg-init-name = 建档人的姓名
arg-init-email = 建档人的电子邮件地址
arg-init-key = 建档人签名密钥的指纹；不写时新建一把
arg-init-seal_key = 印章密钥的指纹；不写时新建一把
arg-init-unit = 单位名称，也是印章上的名称；不写时与 --title 相同
arg-init-code = 机关代字，用于编排文号
arg-init-roster = 登记簿所在的文件夹，内有 units、people、seals
arg-init-time_zone = 时区，文号的年份按此计算；不写时为 Asia/Shanghai
arg-init-bare = 建立服务器用的仓库，不带工作文件夹，并装上关口
arg-init-no_passphrase = 新建的密钥不设口令（仅供试用）
arg-new-collection = 事项类别，如 documents
arg-new-slug = 文稿文件夹的名称：小写字母、数字、连字符；不写时按日期取名
arg-new-title = 标题
arg-new-set = 填写表单中的一项，如 --set kind=函；可多次使用，多个值之间用逗号或顿号隔开；是否项写 true 或 false
arg-log-count = 最多列出几条；不写时为 50 条
arg-verify-root = 纸面上公布的信任根（整行）；与档案库不符即为不通过
arg-verify-checkpoint = 先前留存的检查点（整行）；可多次使用
arg-verify-checkpoints = 留存检查点的文件，每行一个；空行和以 # 开头的行不计
arg-verify-against = 先前见过的另一份副本：查对末尾是否被截去、历史是否分岔、印章是否还在；可多次使用
arg-verify-since = 从这一号的快照接着验证，之前的不再重读；须同时给出 --root、--snapshot 和 --pin
arg-verify-snapshot = 先前留存的快照文件
arg-verify-pin = 当时抄下的快照摘要（sha256:…），或 kanhe-snapshot 整行
arg-verify-save_snapshot = 验证通过后，把快照存到这个文件，并印出一行供抄存
arg-verify-now = 以这个时刻（秒数或 RFC 3339）查对日期和证书期限；不给则结论与时间无关
arg-repository = 服务器仓库所在的文件夹
arg-record = 档案库所在的文件夹；不写时从当前文件夹逐级向上找
arg-lang = 文字语种：zh-CN、zh-TW 或 en
arg-json = 以 JSON 输出，供其他程序读取
arg-quiet = 只输出结果，不作说明
arg-help = 显示用法
arg-version = 显示版本
misuse-command = 没有命令 { $found }。
    .hint = 运行 { $command } --help 看有哪些命令。
misuse-command-near = 没有命令 { $found }。是不是 { $near }？
    .hint = 运行 { $command } --help 看有哪些命令。
misuse-no-command = 没有写命令。
    .hint = 运行 { $command } --help 看有哪些命令。
misuse-argument = 命令 { $command } 没有 { $found } 这个选项或参数。
    .hint = 运行 { $command } --help 看它有哪些选项；值以“-”开头时，前面加“--”。
misuse-argument-near = 命令 { $command } 没有 { $found } 这个选项或参数。是不是 { $near }？
    .hint = 运行 { $command } --help 看它有哪些选项；值以“-”开头时，前面加“--”。
misuse-missing = 缺少：{ $missing }。
    .hint = 运行 { $command } --help 看各项的含义。
misuse-conflict = { $argument } 与 { $other } 不能同时用。
    .hint = 运行 { $command } --help 看各项的含义。
misuse-twice = { $argument } 只能写一次。
    .hint = 去掉多余的一处；运行 { $command } --help 看各项的含义。
misuse-no-value = { $argument } 后面没有写值。
    .hint = 运行 { $command } --help 看各项的含义。
misuse-choice = { $argument } 的值“{ $found }”不对，只能是：{ $values }。
    .hint = 运行 { $command } --help 看各项的含义。
misuse-value = { $argument } 的值“{ $found }”不对。应为：{ $expected }
    .hint = 运行 { $command } --help 看各项的含义。
misuse-values = { $argument } 的值的个数不对。
    .hint = 运行 { $command } --help 看各项的含义。
misuse-other = 命令行有误：{ $found }
    .hint = 运行 { $command } --help 看用法。
help-usage = 用法：
help-commands = 命令
help-command = 命令
help-arguments = 参数
help-options = 选项
label-hint = 提示：
label-act = 第 { $seq } 号
verdict-valid = 有效
verdict-invalid = 无效
progress-judging = 正在核对办理记录
cli-no-worktree = 这个仓库没有工作文件夹，不能在此拟稿、送审。
cli-preview-no-worktree = 这个仓库没有工作文件夹，没有可以预览的草稿。请去掉 --preview 再启动。
    .hint = 请先用 git clone 复制到自己的电脑上，再到副本中办理。
cli-no-subject = “{ $found }”不是事项编号。
    .hint = 应为“类别/年份/名称”，如 documents/2026/0302-9f3a；名称只用小写字母、数字和连字符。
cli-no-key = 密钥环 { $home } 中没有登记人员的签名密钥。
    .hint = 请插入智能卡或 USB 密钥；密钥在别处的，请设置环境变量 GNUPGHOME。
cli-who = 密钥环中有多名登记人员的密钥：{ WORDS($people) }。请指明由谁办理。
    .hint = 请加 --as 〈人员〉；在本库固定用一人的，执行 git config kanhe.person 〈人员〉。
cli-nobody = 登记簿中没有人员“{ $name }”。
    .hint = 请写人员代号，即 content/people 下的文件夹名称，或写证书指纹。
cli-no-certificate = { $name } 没有有效的证书，不能办理。
    .hint = 请联系管理员登记证书。
cli-no-unit = 登记簿中没有单位“{ $unit }”。
    .hint = 请写单位代号，即 content/units 下的文件夹名称。
cli-no-recipients = 文稿的主送、抄送没有写明，或者有登记簿中没有的：{ $names }。
    .hint = 文稿写明的，本系统中有的是：{ $known }；请加在命令后面，或者用 --to、--cc 逐个写明单位代号、“@人员”、“+收文单位组”。系统之外的按纸质途径送达。
cli-receive-for-whom = 本人可以为多处签收：{ $names }。
    .hint = 请用 --for 写明为哪一处办理。
cli-no-previous = 此事项没有经过可以退回的环节。
    .hint = 要退回拟稿人的，请去掉 --previous；经过的环节请用 kanhe status 〈事项〉 查看。
cli-no-time = “{ $found }”不是时间。
    .hint = 应写作 "2026-03-02 17:00"，按本单位的时区；也可写明时差，如 2026-03-02T17:00:00+08:00。
cli-done = 第 { $seq } 号：{ $verb }《{ $title }》，状态：{ $stage }。
cli-numbered = 文号：{ $number }
cli-sealed = 印章：{ $reference }
cli-sent = 发给：{ $names }
cli-tries = 其间有他人先行办理，已按最新情况重新审查、编号并签名，共签 { $tries } 次。
cli-kept = 您改过的文件没有动：{ $path }
desk-refused = 不予办理。
desk-gate = 服务器没有收下这次办理，本机也未作改动。服务器的答复：
desk-crowded = 连续 { $tries } 次都有他人先行办理，这次没有办成。
    .hint = 请稍后再试；文稿没有改动。若此时并无他人办理，可能是服务器上有遗留的锁文件，请管理员执行 kanhe doctor。
draft-missing = 没有文件夹 { $path }。
    .hint = 请核对事项编号；新稿用 kanhe new 建立。
draft-special = { $path } 既不是文件，也不是文件夹。
    .hint = 请换成文件本身；档案库不收符号链接和设备文件。
draft-name = 名称“{ $name }”不能进档案库。
    .hint = 请改名：不超过 200 字节，不含 < > : " / \ | ? *，首尾不用点、短横和空格，也不用 CON、NUL 等系统保留的名称。
draft-size = { $path } 为 { $size } 字节，最多 { $limit } 字节。
    .hint = 请压缩或者拆分该文件。
draft-io = 无法读写 { $path }：{ $error }
    .hint = 请核对权限和磁盘空间后重试。
init-occupied = 文件夹 { $path } 里已有内容，不能在此建档。
    .hint = 请另选一个空的或尚不存在的文件夹。
init-zone = 没有时区“{ $zone }”。
    .hint = 请用标准名称，如 Asia/Shanghai、Asia/Taipei、Asia/Urumqi。
init-key = 按登记簿建档时，应写明建档人的密钥。
    .hint = 请加 --key 〈指纹〉；指纹用 gpg --list-secret-keys 查看。
init-making-key = 正在为 { $user } 生成签名密钥……
init-making-seal = 正在生成印章密钥（{ $user }）……
init-code = 文
init-done =
    档案库已建立：{ $dir }
    私钥在 { $home }，请备份并妥善保管，切勿交给他人。
    请将下面一行信任根印在纸上公布，日后一切验证以它为准：
new-done =
    新稿 { $subject }
    请编辑 { $path }，写好后执行：kanhe submit { $subject }
new-no-title = 没有写标题。
    .hint = 请用 --title 写明；登记收到的公文时，用 --set source=〈来文事项〉，标题取自来文。
new-exists = { $path } 已经存在。
    .hint = 请换一个名称，或者直接修改已有的文稿。
new-field = 表单中没有“{ $name }”这一项；可以填写的有：{ WORDS($known) }。
    .hint = 写法为 --set 〈项目〉=〈内容〉，如 --set kind=函；kanhe propose、import、key、workflow adopt 用 --field。
status-stage = 状态：{ $stage }
status-drafter = 拟稿：{ $name }
status-step = 环节：{ $step }
status-waiting = 等候：{ $names }
status-digest = 摘要：{ $digest }
status-void = {"  "}（因第 { $seq } 号{ $verb }而失效）
status-doubted = {"  "}〔存疑，待流程中的其他人员确认〕
verify-valid = { $verdict } 验证通过，截至第 { $seq } 号。
verify-invalid = { $verdict } 验证不通过，截至第 { $seq } 号。
verify-invalid-nothing = { $verdict } 验证不通过，档案库没有读。
verify-incomplete = { $verdict } 材料不全，不能下结论，截至第 { $seq } 号。
verify-incomplete-nothing = { $verdict } 材料不全，不能下结论，没有可读的办理。
verify-more-findings = 另有 { $count } 处，用 --json 列出全部。
verify-compared = 与副本“{ $copy }”比对：共有的办理到第 { $seq } 号，印章一致 { $seals } 枚。
verify-expired = 证书已于 { $day } 到期：{ $path }
verify-expiring = 证书将于 { $day } 到期（不足 { $days } 天）：{ $path }
verify-counts = 办理 { $acts } 项，其中无效 { $refused } 项；印章完好 { $seals } 枚。
verify-not-last-seal = 最后一枚印章尚未由其后的办理登记，是否当初那一枚还不能证明：{ $reference }
verify-not-everything = 全部内容均未核对。
verify-not-whose-record = 没有给出信任根，只能说明这个档案库前后一致，不能说明它就是本单位的档案库。请用 --root 写上纸面公布的一行再验证。
verify-not-later-acts = 没有给出检查点或另一份副本，末尾若被截去，无从发现。请用 --checkpoint 写上先前留存的一行，或用 --against 指明先前的副本再验证。
verify-not-before-since = 第 { $seq } 号及以前的内容没有重读，以快照为准：其中的文件、签名和印章标签只查了引用是否未动。
verify-not-drafts = 草稿分支（refs/heads/drafts/）不属于档案库，未予核对。
verify-foreign = 不属于档案库、未予核对：{ $name }
verify-foreign-more = 不属于档案库、未予核对的引用另有 { $count } 个。
verify-not-ever = 任何验证都不能说明的：日期是否属实（由签名人自写，只有先后可证），文件和附件所述是否属实，库中无人引用的对象。
verify-snapshot-not-saved = 验证没有通过，快照没有保存。
verify-checkpoints-unread = 检查点文件 { $path } 无法读取：{ $error }
    .hint = 请核对路径和权限；文件应为 UTF-8 文字。
verify-checkpoints-line = { $path } 第 { $line } 行不是检查点：“{ $found }”
    .hint = 每行一个，写法为 kanhe-checkpoint v1 〈档案库编号〉 〈号数〉 sha256:〈摘要〉；注释以 # 开头。
gate-input = 读不到 git 传来的内容：{ $error }
    .hint = 这一命令由 git 的钩子调用，不必自己执行。
gate-installed = 关口已装在 { $path }。
gate-admitted = 收下第 { $seq } 号：{ $verb }《{ $title }》

# 生成、浏览与演示
build-done = 已生成 { $pages } 页（写入 { $written } 个文件，移除 { $removed } 个），截至第 { $seq } 号：{ $out }
build-theme = 档案中的主题无法使用，已改用内置主题：{ $fault }
build-occupied = 目录 { $path } 不是空的，也不是由 kanhe 生成的，没有写入任何内容。
    .hint = 另选一个空目录，或先移走其中的文件。
build-busy = 目录 { $path } 正由另一个 kanhe 写入，没有写入任何内容。
    .hint = 每个目录同时只能由一个 kanhe 写入。请先停止另一个 kanhe serve 或等它生成完毕，或用 --out 另选目录。
build-page = 页面无法生成：{ $error }
    .hint = 原有页面保持不变。请改正所述文件后重试。
serve-at = 正在 http://{ $address }/ 提供服务，按 Ctrl+C 结束。
serve-at-socket = 正在 { $address } 提供服务，按 Ctrl+C 结束。
serve-watch = 监视档案库
serve-failed = 无法提供服务（{ $what }）：{ $error }
    .hint = 端口可能已被占用，可用 --listen 127.0.0.1:端口 另选一个。
serve-socket = 无法在套接字 { $path } 提供服务：{ $error }
    .hint = 所在目录必须存在且可写，整个路径不超过 107 字节。
serve-taken = 套接字 { $path } 上已有服务器在应答，没有改动。
    .hint = 请先停止另一个 kanhe serve，或用 --socket 另选路径。
secret-unread = 无法读取 { $path } 中的密钥：{ $error }
    .hint = 请以运行服务器的用户生成：(umask 077; openssl rand -hex 32 > { $path })。
secret-shared = 密钥文件 { $path } 只能由属主读写，现在其他人也能读写（权限 { $mode }）。
    .hint = 原密钥可能已经泄露，请重新生成，并收紧权限：chmod 600 { $path }。
secret-weak = { $path } 中的密钥只有连续 { $found } 个可见的 ASCII 字符，至少需要 { $least } 个，且不能有别的内容。
    .hint = 可以这样生成：(umask 077; openssl rand -hex 32 > { $path })。
oidc-unread = 无法读取身份提供方的设置文件 { $path }：{ $error }
    .hint = 文件写法见 docs/operate.md。
oidc-faulty = 设置文件 { $path } 没有正确写明身份提供方：{ $what }
    .hint = 文件写法见 docs/operate.md。
front-head = nginx 配置，由 kanhe front 生成。勘合这样启动：
front-folder = 勘合说明文件在哪个目录
front-ask = 对所有人开放、且没有登录的，直接发送；其余的每次先问勘合
front-hidden = 不对外的
front-kanhe = 由勘合回答的
front-proxy = 由负责登录的代理在此写明是谁，并出示 kanhe serve --proxy-secret 的密钥
front-down = 系统暂时不能使用，请稍后再试。
front-often = 请求过于频繁，请一分钟后再试。
front-unit = 由 kanhe front --systemd 生成
front-clear = 注意：没有证书，口令将以明文经过网络。正式使用请加 --cert 和 --key。
front-path = { $option }：“{ $found }”不能写进配置，路径中不能有空格、引号、反斜线和 $ ; {"{"} {"}"} # % 等符号。
    .hint = 请换一个目录，或者用符号链接给它一个没有这些符号的路径。
front-name = { $option }：“{ $found }”不是可用的名称，只能用字母、数字、连字符和点。
    .hint = 例如 --server-name oa.example.org。
serve-followed-one = 已更新：第 { $act } 号，{ $pages } 页
serve-opened = 已记入首次打开：第 { $act } 号，{ $title }
serve-no-service = “{ $name }”不是服务器。
    .hint = 请用 --as 写登记簿中 kind = "service" 的一项；人员的证书不得放在服务器上。
serve-service-clone = 克隆不是服务器，不记入首次打开。
    .hint = 请在服务器仓库上使用 --as。
serve-followed = 已更新：第 { $first } 至 { $last } 号，{ $pages } 页
progress-pages = 正在生成页面
progress-demo = 正在演练办理
demo-done =
    演示机关已建成，共 { $acts } 项办理行为。
    档案库：{ $record }
    工作副本：{ $clone }
    全体人员的密钥（GNUPGHOME）：{ $keys }
    信任根：{ $root }
demo-clone = 无法复制档案库：{ $error }
    .hint = 请确认已安装 git。
demo-content = 演示内容有误：{ $error }
arg-out = 生成到哪个目录
arg-listen = 监听的地址和端口
arg-socket = 改为监听本机的套接字（路径），仅其属主和属组可以连接
arg-preview = 同时显示工作副本中尚未提交的草稿
arg-public = 允许监听本机以外的地址（仅限可信网络）

cmd-pull = 取回他人的办理，核验后更新本副本
arg-digest = 所看文稿的内容摘要（sha256:…），默认以本副本为准
pull-done = 取回 { $count } 项办理，截至第 { $seq } 号。
cli-no-remote = 本库没有登记远程库，无处取回。
    .hint = 请在用 git clone 复制的工作副本中执行。
cli-unseen = 本副本中还没有事项 { $subject }，不能办理没有看过的文稿。
    .hint = 请先用 kanhe pull 取回并阅读；已在网站上看过的，用 --digest 写明页面上的内容摘要。
serve-public = 地址 { $address } 可从其他计算机访问，默认只在本机提供服务。
    .hint = 请改用 127.0.0.1；确属可信网络的，加上 --public。
pull-refused = 注意：第 { $seq } 号无效，其内容没有写入工作副本。请用 kanhe log 查看，并告知管理员。
cli-behind = 办理已在远程库生效，但本副本没有更新：{ $why } 请稍后执行 kanhe pull，不要重复办理。

# 关口、体检与 ssh 账户
cmd-gate-reference-transaction = 引用变动前的核对（由 git 调用）
cmd-doctor = 体检：检查仓库的设置、钩子和遗留文件，指出与应有状态不符之处
cmd-shell = ssh 账户的专用外壳：只许收取和推送指定的档案库
arg-gate-install-max_push = 一次推送最多多大，如 200m；不写时保留原有设置，没有设置的为 200m
arg-doctor-repository = 要检查的仓库；不写时检查所在的档案库
arg-shell-allow = 准许使用的档案库，写绝对路径；可多次使用
arg-shell-read_only = 只许收取，不许推送
gate-size = “{ $found }”不是大小。
    .hint = 应为字节数，或带 k、m、g 的数，如 200m。
gate-kept = 原有的钩子没有覆盖，已改名保留：{ $path }
gate-admitted-seal = 收下印章：{ $reference }
gate-more-findings = 另有 { $count } 处未列出。
install-worktree = { $path } 带有工作文件夹，是个人的副本，不能装关口。
    .hint = 关口只装在服务器的裸仓库中：先用 git clone --mirror 复制，再装关口。
install-hooks = { $path } 不是本仓库自己的文件夹，没有装关口。
    .hint = 钩子不能放在别处。请查明来历，移走后重试。
pull-seal = 服务器缺少的印章已补上：{ $reference }
doctor-server = 服务器仓库：{ $path }
doctor-clone = 工作副本：{ $path }
doctor-sound = 检查 { $checked } 项，均无异常。
doctor-drifted = 检查 { $checked } 项，发现 { $drifted } 处不符。
doctor-noticed = 检查 { $checked } 项，仓库无异常；有以上 { $noticed } 件事需要处理。
doctor-unchecked = 未检查：{ $what }
drift-is = { $item } 应为“{ $expected }”，现为“{ $found }”。
drift-set = { $item } 不应设为“{ $found }”。
drift-program = kanhe.program 应为可执行程序的绝对路径，且不能人人可写，现为“{ $found }”。
drift-there = 不应有 { $path }。
drift-left = 遗留文件 { $path }，是被中断的操作留下的。
drift-hook-none = 缺少钩子 { $path }。
drift-hook-other = 钩子 { $path } 不是本程序所装的内容。
drift-hook-idle = 钩子 { $path } 没有执行权限，不起作用。
drift-hook-open = 钩子 { $path } 可被他人改写。
drift-open = { $path } 人人可写。
drift-git = git 应为 { $expected } 版以上，现为“{ $found }”。
drift-gnupg = GnuPG 应为 { $expected } 版以上，现为“{ $found }”。
why-sign = 否则签名可能不合档案库的要求。
why-bare = 服务器仓库不带工作文件夹，推送不会改动任何人的文件。
why-hooks = 否则推送可以绕过审查。
why-history = 否则历史可能被推送删改。
why-objects = 否则残缺或伪造的对象可能进入仓库。
why-memory = 否则一次推送就可能耗尽内存或磁盘。
why-atomic = 否则用印的办理和印章不能同进同退。
why-reach = 否则内外看到的引用和对象会与档案库不一致。
why-whole = 否则仓库不完整，单凭它无法验证。
why-order = 否则看到的先后或内容可能不是真的。
why-trace = 否则引用变动的痕迹会过期丢失。
why-prune = 否则正在推送的对象可能被当作垃圾清除。
why-durable = 否则断电可能丢失已经收下的办理。
why-others = 否则同机的其他用户可以绕过关口改动仓库。
why-included = 否则别处的文件可以改变这些设置。
why-head = 否则克隆得到的不是档案库的主线。
why-git = 更旧的版本缺少关口或推送所依赖的功能。
why-left = 它会使以后的推送失败，或白占磁盘。
remedy-install = 请重新执行：kanhe gate install { $path }
remedy-elsewhere = 请查明是谁在哪个文件里设的（git config --show-origin --get-all { $key }），然后去掉。
remedy-file = 请勿径行删除 { $path }：仓库中的对象可能要靠它才能找到。请先取齐对象（shallow 用 git fetch --unshallow，alternates 用 git repack -a -d），再删除；或从可信来源另取一份完整的副本。
remedy-replace = 请查明来历，然后执行：git replace -d，或 git update-ref -d { $name }
remedy-left = 请先确认没有人正在推送，也没有 git 在运行，然后删除：rm -r { $path }
remedy-head = 请执行：git symbolic-ref HEAD refs/heads/main
remedy-mode = 请执行：chmod o-w { $path }
remedy-git = 请升级到 { $expected } 版以上。
unchecked-acts = 办理和印章本身，请用 kanhe verify
unchecked-settings = 各项设置，因为设置文件读不出来
unchecked-left = 遗留文件，因为此刻有人正在推送
unchecked-clock = 服务器的时钟是否准确
unchecked-access = sshd 的设置和账户，备份是否还在原处
unchecked-remote = 远程仓库，请在服务器上执行 kanhe doctor
shell-greeting =
    这个账户只用于用 git 收取和推送档案库，不能登录办事。
    可用的档案库：{ $records }
    请在自己的电脑上执行 git clone，再用 kanhe 办理。
shell-relative = 应写绝对路径，现为“{ $path }”。
    .hint = 例如：kanhe shell --allow /srv/kanhe/office.git

# 待办与进展
cmd-inbox = 列出待办、待阅的事项，逾期的在前
arg-inbox-unit = 列出某个单位全体人员的待办（单位代号）
arg-now = 以这个时刻（秒数或 RFC 3339）为准；不写时用本机的时钟
inbox-head = { $name }：待办 { $count } 件
inbox-head-overdue = ，逾期 { $count } 件
inbox-head-unread = ，待阅 { $count } 件
inbox-overdue = 逾期
inbox-urged = （已催办 { $count } 次，最近 { $last }）
inbox-unread = 未阅
inbox-answer = { $step }（征询答复）
inbox-send = 待发送
inbox-send-again = 被退回，待重发
inbox-receive = 待签收
inbox-register = 已签收，待登记
due-unknown = 尚未公布
due-never = 不限时
status-due = 本环节期限：{ $due }
status-respond = 首次办理期限：{ $due }
status-whole = 全程期限：{ $due }
status-instructed = 批示期限（取代以上期限）：{ $due }
status-overdue = {"  "}〔逾期〕
status-unread = 未阅：{ $names }
fate-sent = 未签收：
fate-opened = 已打开，未签收：
fate-received = 已签收：
fate-refused = 已退回：
fate-registered = 已登记：
fate-handled = 已办结：
status-read = 已阅：{ $names }
status-behalf = （代{ $name }）
status-straight = （办后直接返回）
status-until = （期限 { $due }）
status-late = {"  "}〔逾期〕
status-reason = {"  "}（理由：{ $reason }）
status-ended-voided = 效力：第 { $seq } 号撤销，自始无效
status-ended-repealed = 效力：第 { $seq } 号废止，自 { $from } 起失效
status-ended-corrected = 效力：第 { $seq } 号更正，自 { $from } 起以更正后的为准
status-ended-recalled = 效力：第 { $seq } 号收回，自 { $from } 起失效
status-ended-by = （依据 { $subject }）
seat = {"  "}{ $name }（{ $titles }）{ $origin }  { $state }
seat-open = 可以办理
seat-said = 已{ $verb }（第 { $seq } 号）
seat-of = 〔席位原属{ $name }〕
seat-added = 〔{ $name }{ $how }〕
seat-escalated = 〔逾期升级〕
how-before = 前加签
how-after = 后加签
how-with = 并加签
how-lift = 越级签署
hold-answer = 等候{ $name }答复
hold-before = 等候{ $name }先签
hold-after = 等候{ $name }签后再签
hold-order = 依次，等候{ $name }

# 流程
cmd-workflow = 检查、画出、试办一个流程，不写入任何内容
cmd-workflow-try = 试办：不用密钥，由系统按同样的规则在内存中走一遍流程
arg-workflow-try-workflow = 事项类别，或者流程文件
arg-workflow-try-acts = 依次办理：人员代号:办理[:对象[:位置]][=意见[|逾期理由]]；+3d、+8h 表示过了三天、八小时
arg-workflow-try-as = 由谁拟稿（人员代号）；不写时为第一个可以送审的人
arg-workflow-try-set = 填写表单中的一项，如 --set days=3；可多次使用
try-unit = 示范单位
try-person = 某某
try-word = 试办
try-agreed = 同意
try-filled = 以下必填项未写，已代为填写：{ $fields }
try-waiting = 环节：{ $step }，等候：{ $names }
try-execute = 试办到此为止：执行会改动规定本身。
try-nobody = 登记簿中没有可以拟稿的人：没有一人持有效的证书。
    .hint = 请核对 content/people；没有档案库时，试办用的是一个示范单位。
try-act = “{ $found }”不是一项办理。
    .hint = 写法：人员代号:办理[:对象[:位置]][=意见[|逾期理由]]，如 li:add-sign:wang:before=请先核；+3d 表示过三天。
try-target = 办理 { $verb } 的对象“{ $found }”不对。
    .hint = transfer、consult、remove-sign、circulate 后写人员代号；add-sign 后写人员代号和 before、after 或 with，或者只写 lift；return 后可写环节代号和 straight；instruct 后写时间；其他的后面不写。
try-affirm = 试办中没有存疑的办理，不能用 affirm。
    .hint = 请去掉这一项。
new-value = “{ $name }”应为{ WORDS($kind, of: "kind") }，现为“{ $found }”。
    .hint = 写法为 --set { $name }=〈内容〉；列表的各项之间用逗号或顿号隔开。
gap = 登记簿缺项：{ $place }：{ $gap }
gap-unit = 没有单位 { $unit }
gap-parent = 单位 { $unit } 没有上级单位
gap-post = { $unit } 没有岗位 { $post }
gap-holder = { $unit } 的岗位 { $post } 没有可以签名的人
gap-member = 单位 { $unit } 没有可以签名的人
gap-seal = 单位 { $unit } 没有有效的印章
gap-anywhere = 各单位
who-post = { $unit } { $post }
who-above = { $unit }起的上一级 { $post }
who-member = { $unit }全体人员
who-custodian = { $unit }印章的保管人
who-person = “{ $field }”所填人员
who-drafter = 拟稿人
who-signer = 签发人
who-everyone = 全体人员
who-weight = { $who }（权重 { $weight }）
unit-drafter = 拟稿单位
unit-issuer = 发文机关
unit-concerned = 所涉单位
unit-field = “{ $field }”所填单位
unit-parent = { $unit }的上级
when-filled = 填了“{ $field }”{ $value }
when-empty = 未填“{ $field }”{ $value }
when-is = “{ $field }”为{ $value }
when-min = “{ $field }”不小于 { $value }
when-max = “{ $field }”不大于 { $value }
when-or = 或
when-and = 且
limit-hours = { $n } 小时
limit-working-hours = { $n } 个工作小时
limit-working-days = { $n } 个工作日
limit-when = { $limit }（{ $when }）
rule-all = 会签：全体同意
rule-sequence = 依次：逐个同意
rule-any = 或签：一人即可
rule-at-least = 至少 { $n } 人
rule-vote = 票签：超过 { $percent }%
cmd-workflow-check = 检查流程文件或工作日历文件，指出错在哪里、应当怎样写
cmd-workflow-draw = 画出流程：表单、各环节由谁办、怎样算通过
arg-workflow-check-file = 要检查的文件，如 workflows/leave.toml 或 workflows/calendar/2026.toml
arg-workflow-draw-workflow = 事项类别，或者流程文件
flaw-key = 这里没有“{ $found }”这一键；可以写的有：{ WORDS($known) }。
flaw-word = “{ $found }”不能写在这里；可以写的有：{ WORDS($known) }。
flaw-meant = 是不是要写“{ $meant }”？
check-broken = 共 { $count } 处错误，不能使用。
check-sound = 没有错误：{ $title }，表单 { $fields } 项，环节 { $count } 个：{ $steps }
check-calendar = 没有错误：{ $year } 年，放假 { $off } 天，调休上班 { $on } 天。
asks-field = 表单必须有 title 一项：type = "text"，required = true，不是列表。
asks-when = 条件只能用表单中有的项目；min、max 只用于 number。
asks-who = 这里只能用表单中类型相符的项目：person 用 person 项，field 用 unit 项；weight 为 1 至 100。
asks-limit = 期限应为 hours、working-hours、working-days 中的一种，1 至 10000。
asks-check = 规则所说的项目应在表单中，且类型相符；至少要有一条要求。
asks-step-verbs = 每个环节恰有一种向前办的动作（approve、issue、seal、execute、complete），或者只供阅知（read）；seal 单独使用，execute 只在 changes 的最后一个环节。
asks-step-rule = issue、seal、execute 的环节应为 any；at-least 为 1 至 1000，vote 为 0 至 99。
asks-step-then = agree 只能到后面的环节，不得越过签发；pass、next 只用于 approve 或 read；escalate 与 timeout = "escalate" 同时写。
asks-step-name = 环节名不得重复，也不得为 drafter。
asks-step-when = issue、execute 的环节不得带条件。
asks-numbering = 有且仅有一个 issue 环节时，才写 numbering。
draw-form = 表单（* 为必填）
draw-end = 完成
draw-anytime = 随时可以
draw-drafter = 拟稿
draw-number = 文号
draw-whole = 全程期限
draw-kept = 保管期限
draw-when = 条件
draw-when-short = （{ $when }）
draw-who = 由谁办
draw-rule = 算通过
draw-verbs = 可以
draw-respond = 首次办理
draw-lift = 越级代签
draw-limit = 期限
draw-then = 之后
then-done = 通过即办完
then-step = 通过即到“{ $step }”
then-drafter = 不同意则回到拟稿人
then-end = 不同意即否决
then-next = 不同意也照样往下
then-inform = 不同意时告知{ $who }
then-pass = 逾期视为通过
then-escalate = 逾期后可由{ $who }办理

# 工作日历
cmd-calendar = 工作日历：节假日和调休
cmd-calendar-import = 导入公开的节假日数据，起草变更申请
arg-calendar-import-file = 节假日数据文件（JSON：year、papers、days）
arg-calendar-import-year = 文件应为哪一年的；不写时以文件为准
calendar-title = { $year } 年节假日和调休安排
calendar-body = 依据以下文件，更新工作日历：
calendar-done =
    已起草变更申请 { $subject }：{ $year } 年放假 { $off } 天，调休上班 { $on } 天。
    请与通知原文核对 { $folder }，无误后执行：kanhe submit { $subject }
    经审批并执行后生效。
calendar-wrong = { $path } 的 { $place }：应为{ $expected }，现为“{ $found }”。
    .hint = 文件的写法：year 为年份，papers 为通知的文号或网址，days 中每项有 name、date（如 2026-01-01）、isOffDay（true 放假，false 上班）。
calendar-wants-form = 规定写法的 JSON
calendar-wants-year = 四位的年份
calendar-wants-that-year = --year 所写的年份
calendar-wants-papers = 至少一份通知
calendar-wants-days = 至少一天
calendar-wants-date = 日期（如 2026-01-01）
calendar-wants-date-of-year = 该年的日期
calendar-wants-date-once = 不重复的日期
try-done = 已办
cmd-workflow-try-after =
    不写办理时，每个环节由第一个可以办理的人向前办。写了，就依次照办：
      li:approve=同意                    李同意
      li:approve=同意|外出                李逾期同意，写明理由
      wang@li:approve                    王代李同意
      li:transfer:wang  li:consult:wang  李转办、委派给王
      li:add-sign:wang:before            李请王前加签（before、after、with）
      li:add-sign:lift                   李越级签署
      li:return:review:straight          李退回到 review，办后直接返回；不写环节即退回拟稿人
      li:circulate:wang,zhao             李传阅给王、赵
      li:instruct:"2026-03-02 17:00"     李另定期限
      +3d  +8h                           过三天，过八小时

draft-must = { $label }（{ $kind }，必填）
draft-may = { $label }（{ $kind }）
draft-choices = ：{ $choices }


# 钥匙
cmd-key = 自己的密钥：生成、登记、续期、挂失
cmd-key-new = 生成一把签名密钥
cmd-key-register = 把证书登记到登记簿，或备好交给管理员的材料
cmd-key-renew = 延长密钥的有效期，并申请更新证书
cmd-key-lost = 挂失：证书或印章遗失、被盗，立即暂停
cmd-key-list = 列出本机的私钥：是谁的，能否使用，到哪天为止
arg-key-new-another = 同名的密钥已有时另做一把，如原来的已经遗失
arg-key-new-name = 姓名，写入密钥的用户标识
arg-key-new-email = 电子邮箱
arg-years = 从今天起有效几年；不写则为 2
arg-no_passphrase = 不设口令（仅供试用）
arg-key-register-person = 证书归哪个人（代号）；不写则为本人，或按邮箱查找
arg-key-register-seal = 印章的证书：印章代号
arg-key-register-key = 密钥指纹；不写则取本机唯一一把尚未登记的
arg-key-register-out = 材料放在哪个文件夹
arg-key-register-record_id = 档案库标识；手头没有档案库时填写
arg-key-register-from = 别人交来的材料：文件夹，或其中的 kanhe-key.toml
arg-key-register-new = 此人尚不在登记簿中，一并开通
arg-key-register-unit = 新人员所在的单位（代号）
arg-key-register-post = 新人员的岗位，如 finance/clerk；可重复
arg-key-register-detail = 登记簿中的其他项目，如 code=1024；可重复
arg-request = 变更申请的编号或名称；不写则自动命名
arg-title = 标题；不写则按变更内容拟定
arg-set = 填写表单项目，如 --set reason=遗失补发；可重复
arg-evidence = 随附的材料：文件，或 项目=文件；可重复
arg-submit = 写好后立即提交
arg-key-renew-out = 材料放在哪个文件夹
arg-key-renew-key = 密钥指纹；不写则为本人签名所用
arg-key-renew-subkey = 另加一把签名子密钥，旧的到期作废
arg-key-lost-person = 证书持有人（代号）；不写则为本人
arg-key-lost-seal = 挂失的印章（代号）
arg-key-lost-certificate = 只挂失这一张证书（指纹）
arg-key-lost-kind = 情形：表单所列的一项，或其序号
arg-key-lost-circumstances = 经过
arg-key-lost-noticed = 发现时间，如 "2026-03-02 09:30"；不写则为现在
key-new-before =
    将要生成一把签名密钥。它就是您在档案库中的签名，请先看完再往下做：
    - 稍后会弹出窗口（{ $program }），请您设一个口令，再重复一遍。以后每次签名，都是这个窗口来问口令。
    - 口令只有您一个人知道：管理员不会问您要，本程序看不到，也不保存。
    - 口令忘了，没有办法找回；只能挂失，另做一把密钥（kanhe key lost，kanhe key new）。
    - 私钥保存在这台电脑的 { $home } 中，不会离开这台电脑。请备份这个文件夹，切勿交给他人。
    - 密钥有效期 { $years } 年，到期前可以续期（kanhe key renew）。
key-new-tty = 口令将在本终端中询问。如果没有出现询问，请先执行：export GPG_TTY=$(tty)
key-new-open = 正在生成不设口令的签名密钥，私钥在 { $home }：得到它的人都能以您的名义签名，仅供试用。
key-new-no-pinentry = 找不到询问口令的程序（pinentry），没有生成密钥。
    .hint = 请安装其中之一：pinentry-gnome3、pinentry-qt（桌面），pinentry-curses（终端）；macOS 为 pinentry-mac，Windows 随 Gpg4win 安装。装好后重试。
key-new-name = 姓名：
key-new-email = 电子邮箱：
key-new-who = 还不知道密钥是谁的。
    .hint = 请写明：kanhe key new --name 姓名 --email 邮箱
key-new-done =
    密钥已生成：{ $user }，有效期至 { $until }。
    指纹：{ $key }
    私钥在 { $home }，请备份。
    下一步，把证书登记到登记簿：kanhe key register
key-slip-done =
    材料已放在 { $folder }：{ $files }
    归属：{ $entry }，指纹：{ $key }
    其中没有私钥，也没有口令。请把整个文件夹交给本单位管理员，并当面核对指纹。
    管理员收到后执行：kanhe key register --from { $folder }（登记簿中还没有此人的，加 --new --unit 单位代号）
key-register-none = { $home } 中没有可以登记的签名密钥。
    .hint = 先生成一把：kanhe key new；本机有哪些密钥：kanhe key list。
key-register-which = 本机有几把尚未登记的密钥：{ $keys }
    .hint = 请用 --key 指明其中一把的指纹。
key-register-person = 从密钥的用户标识看不出此人的代号。
    .hint = 请用 --person 写明代号，如 lin-xiao。
key-register-reason = 登记证书
key-renew-before = 正在延长密钥 { $key } 的有效期 { $years } 年。稍后窗口（{ $program }）会问它的口令。
key-renew-subkey = 正在为密钥 { $key } 另加一把签名子密钥，有效期 { $years } 年；稍后窗口（{ $program }）会问口令。从此用新的子密钥签名，登记簿更新之前，用这把密钥签的办理不会被接受：请由管理员或用另一张证书提交更新申请。
key-renew-done = 密钥有效期已延长到 { $until }。登记簿更新以后才算数。
key-renew-reason = 证书续期
key-renew-unknown = 证书 { $key } 不在登记簿中，没有可更新的。
    .hint = 新密钥请先登记：kanhe key register。
key-renew-longer = 密钥的有效期已到 { $until }（—为长期），不必延长。
    .hint = 要延长得更久，请加大 --years。
key-renew-alone = 目前只有您一人能够签署；另加子密钥后，登记簿更新之前谁也不能办理。
    .hint = 请只延长有效期（不加 --subkey），或者先为另一名人员登记证书。
key-folder-occupied = 文件夹 { $path } 里已有内容。
    .hint = 请先移走，或者用 --out 另写一个文件夹。
key-lost-title = 挂失：{ $whose }
key-lost-whose = 没有写明挂失谁的证书或哪枚印章。
    .hint = 请加 --person 代号 或 --seal 代号。
key-lost-missing = 挂失还缺：{ $fields }
    .hint = 请补上；在终端中执行时会逐项询问。
key-lost-nobody = （暂无可办理的人，挂失照样有效）
key-lost-done =
    已暂停：{ $keys }。从现在起，用它签的办理一概不收。
    由 { $names } 核实（期限：{ $due }）：同意则保持暂停，不同意（误报）则恢复。
    接下来：
    { $of ->
        [seal] - 给印章另做一把密钥并登记：kanhe key new --another，kanhe key register --seal 代号
       *[person] - 本人另做一把密钥并登记：kanhe key new --another，kanhe key register
    }
    - 不再使用：kanhe propose 名称 --retire 指纹
    - 可能已落入他人之手：kanhe propose 名称 --compromised 指纹 --after { $last }（写最后一项没有疑问的办理的编号）
    办理情况：kanhe status { $subject }
key-list-none = { $home } 中没有私钥。生成一把：kanhe key new
key-list-head = { $home } 中的私钥：
key-list-nobody = （未登记）
key-list-lost = 已挂失
key-list-expired = { $day } 已到期
key-list-until = 至 { $day }
key-list-ever = 长期
key-list-card = （在卡上）
slip-missing = 材料不全：没有 { $name }。
    .hint = 应为 kanhe key register 生成的整个文件夹。
slip-wrong = { $name } 不能使用：{ $found }
    .hint = 请对方用 kanhe key register 重新生成。
slip-other-record = 材料是为另一个档案库（{ $found }）做的，本档案库为 { $expected }。
    .hint = 请对方在本档案库中重做，或写 --record-id { $expected }。
slip-other-entry = 持有证明写的是 { $found }，不是 { $expected }；证明不能改归他人。
    .hint = 请对方用 --person 或 --seal 写明代号重做。
slip-new = 登记簿中没有 { $entry }。
    .hint = 新人员请加 --new --unit 单位代号；新印章先用 kanhe propose --new 起草。
slip-unit = 没有写明新人员在哪个单位。
    .hint = 请加 --unit 单位代号。

# 变更申请
cmd-propose = 起草变更申请，或接着改：取出条目来改，或直接写明要怎样改
cmd-propose-after =
    条目写作 units/代号、people/代号、seals/代号，或 kanhe.toml、workflows/名称.toml。例如：
      kanhe propose move people/wang --set unit=finance posts=finance/clerk
      kanhe propose team --new units/team --set title=一队 parent=survey posts.head=队长
      kanhe propose merge --abolish survey --into office --move-people --disposition 档案并入办公室
      kanhe propose stolen --compromised 指纹 --after 41
    只写条目而不写 --set，则取出文件供您编辑。列表用 posts+=、posts-= 增减；值为空则删去该项。
    --field 填写申请的表单，--evidence 随附材料。
arg-propose-request = 申请的名称或编号：已有的接着改，没有的新起草
arg-propose-entries = 条目，如 people/wang；可以有几个
arg-propose-new = 新条目，如 people/lin-xiao
arg-propose-set = 写入条目的项目，如 phone=123；可以有几个
arg-propose-abolish = 撤销单位：人员、岗位、印章、下级单位一并处理
arg-propose-into = 并入哪个单位
arg-propose-disposition = 档案如何处置
arg-propose-move_people = 人员转到并入的单位；不写则按离职处理
arg-propose-leave = 此人离职；可重复
arg-propose-hand_back = 缴回印章；可重复
arg-propose-destroy = 销毁已缴回的印章；可重复
arg-propose-retire = 停用证书（指纹）；可重复
arg-propose-suspend = 暂停证书（指纹）；可重复
arg-propose-restore = 恢复暂停的证书（指纹）；可重复
arg-propose-compromised = 证书可能泄露（指纹），须写 --after
arg-propose-after = 最后一项没有疑问的办理的编号
arg-field = 填写申请的表单项目，如 --field reason=调岗；可重复
propose-spot = “{ $found }”不是可以变更的条目。
    .hint = 应为 units/代号、people/代号、seals/代号，或 kanhe.toml、workflows/名称.toml。
propose-unknown = 没有 { $entry }。
    .hint = 请核对代号；新条目请用 --new。
propose-exists = { $entry } 已经有了。
    .hint = 改动它不用 --new；另立一个请换代号。
propose-key = { $entry } 没有“{ $key }”这一项；可以写的有：{ WORDS($known) }。
    .hint = 岗位写作 posts.head=局长（单位）或 posts=单位/岗位（人员）；证书用 kanhe key register。
propose-value = “{ $key }”不能写“{ $found }”。
propose-not-listed = 登记簿中没有证书 { $key }。
    .hint = 指纹为 40 或 64 位大写十六进制数字；kanhe who 列出各人的证书。
propose-listed = 证书 { $key } 已归 { $entry }。
    .hint = 续期请用 kanhe key renew；一把密钥只能归一人。
propose-whereto = 没有写明 { $unit } 的人员转到哪里。
    .hint = 请加 --into 单位。
propose-itself = { $unit } 不能并入自己。
propose-toml = { $path } 不能修改：{ $error }
    .hint = 请先改正文件开头的 TOML。
propose-set-what = 没有写明 --set 写入哪个条目。
    .hint = 请写条目，如 people/wang，或用 --new。
propose-what = 没有写明变更什么。
    .hint = 请写条目，或 --new、--abolish、--leave 等；详见 kanhe propose --help。
propose-pair = “{ $found }”应写作 项目=内容。
propose-renamed = { $unit } 的原名“{ $was }”记入曾用名
propose-moved = { $name } 转到 { $unit }
propose-post-ends = { $name } 免去岗位：{ $posts }
propose-below = 下级单位“{ $unit }”改属 { $above }
propose-left = { $name } 离职：免去岗位，停用证书
propose-keeps-not = { $name } 不再保管印章“{ $seal }”
propose-keeper-needed = 印章“{ $seal }”只有 { $name } 一个保管人，请另定：--set custodians=代号
propose-owner-needed = 账号 { $account } 由 { $name } 负责，请另定：--set owner=代号
propose-handed-back = 印章“{ $seal }”缴回，证书停用
propose-old-seal-key = 印章 { $seal } 原来的证书停用
request-no-collection = 没有哪一类申请可以同时办理：{ $changes }。
    .hint = 请分成几份申请，或写明申请的完整编号。
request-no-evidence = 这类申请的表单没有放材料的项目：{ $path }
request-title = { $what }：{ $whose }
request-and-others = { $names } 等
request-draft = 变更申请 { $subject }，草稿在 { $folder }
request-files = {"  "}共 { $count } 个文件
request-nothing = 还没有改动。请编辑 { $folder }/files/ 下的文件。
request-changes = 变更：{ $changes }
request-concerned = 所涉单位：{ $units }
request-gains = 因此获得权限、不参与审批的：{ $names }
request-ready =
    齐全。提交：kanhe submit { $subject }
    提交后由 { $names } 办理（{ $step }）
request-revised =
    齐全。重新提交：kanhe revise { $subject } -m 理由
    提交后由 { $names } 办理（{ $step }）
request-nobody = 本机没有能签名的登记人员，看不出由谁办理。请由能签名的人提交：kanhe submit { $subject }
request-missing = 还不能提交：
request-kept = 草稿已写好，未提交：{ $folder }
request-again = 补充变更内容
status-paths = 拟改文件：{ $listed }
status-suspends = 暂停的证书：{ $listed }
status-paperwork = 紧急变更：已先执行，审批尚未补齐
inbox-paperwork = 〔紧急变更，待补审批〕

# 名册
cmd-import = 从表格导入人员、单位，或者导入历史文件
cmd-import-people = 导入人员
cmd-import-people-after =
    第一行为栏名：姓名、单位、岗位、邮箱、电话、手机、人员编码、保密协议、代号；也可用英文
    （name、unit、posts、email、phone、mobile、code、agreement、slug）。单位写代号或名称；岗位写 单位/岗位，
    本单位的可只写岗位。逗号、分号、制表符分隔，UTF-8 或 GB18030 编码均可。已有的人按代号、人员编码、邮箱认定，空格不改。
cmd-import-units = 导入单位
cmd-import-units-after =
    第一行为栏名：名称、代字、上级、类别、电话、岗位、代号；也可用英文（title、code、parent、kind、phone、posts、slug）。
    岗位写 head=局长；clerk=文书，或只写名称。上级可以是同一表格中的单位。
arg-file = 表格文件（CSV）
arg-strict = 有一处不合就什么都不写
import-line = 第 { $line } 行
import-wants = 应为{ $wants }
import-found = 现为“{ $found }”
import-rows = 共 { $rows } 行：新增 { $opened }，变更 { $changed }，相同 { $same }，不合 { $misfit }。
import-reason = 按名册登记
import-strict = 有不合的行，什么都没有写。
    .hint = 请改正表格后重试；不加 --strict 则写入合格的行。
roll-encoding = 文件的编码不是 UTF-8，也不是 GB18030。
    .hint = 请在表格软件中另存为“CSV UTF-8”。
roll-csv = 第 { $line } 行不能读：{ $error }
roll-empty = 表格里没有内容。
    .hint = 第一行为栏名，以下每行一条。
roll-column = 表格缺少可以认定各行的栏：{ WORDS($expected) }。
    .hint = 请补上其中一栏；栏名见 kanhe import people --help。
roll-wants-column = 已知的栏名
roll-wants-text = 不含看不见的字符的文字
roll-wants-slug = 代号（小写字母、数字、连字符）
roll-wants-once = 表中只出现一次
roll-wants-name = 姓名
roll-wants-title = 名称
roll-wants-mailbox = 邮箱地址
roll-wants-domain = 本单位规定域名的邮箱
roll-wants-mailbox-once = 尚无人使用的邮箱
roll-wants-code-once = 尚未使用的编码
roll-wants-code-fixed = 原来的编码（给定后不改）
roll-wants-unit = 登记簿或本表中的单位
roll-wants-one-unit = 不重名的单位（重名的请写代号）
roll-wants-active-unit = 未撤销的单位
roll-wants-other-unit = 另一个单位
roll-wants-unit-code = 不含数字和花括号的代字
roll-wants-post = 该单位的岗位
roll-wants-posts = 岗位，如 head=局长；clerk=文书
roll-wants-day = 日期，如 2026-03-02

# 谁能办什么
cmd-who = 查某时谁能办什么：人员、岗位、证书、印章、授权
arg-who-at = 某号办理之后，或某日终了时（如 2026-03-02）；不写则为现在
arg-who-person = 只看此人（代号）
arg-who-unit = 只看此单位的人员（代号）
arg-who-seal = 只看保管此印章的人（代号）
arg-who-subject = 此事项当时由谁办理
arg-who-csv = 输出 CSV，供表格软件使用
who-none = 登记簿当时没有“{ $slug }”。
    .hint = 请核对代号。
who-before = { $found } 时档案库还没有建立。
who-after = 还没有第 { $found } 号，现到第 { $last } 号。
who-as-of = 截至第 { $seq } 号（{ $when }）
who-for = { $name }（至 { $until }）
who-left = 〔离职〕
who-shared = 〔公用账号〕
who-special = 〔专用账号〕
who-service = 〔服务器〕
who-asked = {"  "}{ $name }（{ $titles }）  可以办理
who-asked-not-now = {"  "}{ $name }（{ $titles }）  已办或尚未轮到
who-head-name = 姓名
who-head-slug = 代号
who-head-unit = 单位
who-head-posts = 岗位
who-head-certificates = 证书
who-head-seals = 保管印章
who-head-for = 代理

# 体检：登记簿
doctor-expired = { $name } 的证书 …{ $key } 已于 { $day } 到期，不能再签名。
    .hint = 请本人执行 kanhe key renew，由管理员提交。
doctor-expiring = { $name } 的证书 …{ $key } 将于 { $day } 到期（{ $days } 天内）。
    .hint = 请本人及时执行 kanhe key renew。
doctor-mute = { $name } 担任岗位，但没有能用的证书，轮到时办不了。
doctor-seal-idle = 印章“{ $seal }”没有能用的证书，不能用印。
doctor-seal-nobody = 印章“{ $seal }”的保管人都不能签名，不能用印。
doctor-loss = 挂失尚未办结：《{ $title }》 { $subject }，期限 { $due }
doctor-lost-left = { $name } 的证书 …{ $key } 挂失已核实，尚未停用或更换。
    .hint = 请用 kanhe propose 名称 --retire 指纹，或 --compromised 指纹 --after 编号。
doctor-paperwork = 紧急变更尚未补齐审批：《{ $title }》 { $subject }，期限 { $due }
doctor-unexecuted = 变更申请逾期未执行：《{ $title }》 { $subject }，期限 { $due }
doctor-unconfirmed = 变更已执行，申请人逾期未确认：《{ $title }》 { $subject }，期限 { $due }
unchecked-register = 登记簿，因为档案库不能读取

# 流程的其他方案
cmd-workflow-variants = 列出可以改用的流程方案
cmd-workflow-adopt = 改用某一方案：起草变更申请
arg-workflow-adopt-variant = 方案名称，如 accounts-simple
variants-in-force = 现行
variants-broken = （不能使用）
variants-none = 没有其他方案。
variants-unknown = 没有方案“{ $found }”；有：{ WORDS($known) }。
    .hint = kanhe workflow variants 列出全部方案。
variants-title = 改用“{ $title }”流程方案 { $variant }

# search
cmd-search = 按词查找文件，附件文字一并检索
cmd-search-after = 多个词须同时出现；连续的一句话加引号。文号可写成 〔2026〕3号、[2026]3号 或 2026 3号。
cmd-attachment-reader = 供本程序读取附件用
arg-search-words = 要找的词
arg-search-unit = 只找该单位（代号）发的
arg-search-kind = 只找该种类
arg-search-year = 只找该年份
arg-search-state = 只找该状态，如 sealed、voided
arg-search-collection = 只找该栏目（代号）
arg-search-page = 第几页，每页 20 件
arg-address = 网站对外的地址（如 https://oa.example.org）：订阅源和日历里的链接由此而来
arg-no_search_index = 不写静态检索文件；其中有全部文字，不宜外放的网站应省去
arg-search_index = 同时写静态检索文件，供复制到别处使用
search-found = 共 {$count} 件，第 {$page}/{$pages} 页
search-none = 没有找到。
search-nothing = 没有给出要找的词，也没有限定范围
    .hint = 例如：kanhe search 安全生产 --year 2026
# 历史文件
cmd-import-documents = 把一个文件夹里的历史文件导入为一份移交申请
cmd-import-documents-after =
    读取 Markdown、DOCX（需要 pandoc）、TXT，编码为 UTF-8、UTF-16 或 GB18030。标题、文号、日期、单位依次取自
    文件头（+++ 或 ---）、正文、文件名；文件的修改时间不作依据。附件为正文链接的、与文件同名的、或同一文件夹里的文件。
    已经移交的不重复导入。每个文件的处理结果写入 report.csv，随申请一并审批。
arg-import-documents-dir = 文件夹
arg-import-documents-request = 申请的代号
arg-import-documents-check = 只检查并报告结果，不写入任何文件
arg-import-documents-strict = 只要有文件不符合要求，就一件也不导入
arg-import-documents-report = 把导入清单另存到这个文件
progress-reading = 正在读取文件
history-many = 文件夹里的文件超过 { $most } 个。
    .hint = 请分几次导入。
history-no-folder = 文件夹 { $path } 不存在。
    .hint = 请核对路径；应为存放历史文件的文件夹。
history-nothing = 没有可以导入的文件。
    .hint = 可以导入的有 Markdown（.md）、DOCX 和 TXT 文件。
history-no-collection = 本档案库没有接收历史数据的事项。
    .hint = 请先变更流程，增加 workflows/history.toml（内有 imports = true）。
history-begun = { $subject } 已经存在。
    .hint = 请先提交或删除该草稿，或者用 --request 另取代号。
history-strict = 有文件不符合要求，未导入任何文件。
    .hint = 请改正后重试；不加 --strict 则只导入符合要求的文件。
history-title = 移交历史文件 { $count } 件（{ $name }）
history-column-file = 原文件
history-column-outcome = 结果
history-column-place = 现位置
history-column-title = 标题
history-column-number = 文号
history-column-date = 日期
history-column-dated = 日期来源
history-column-unit = 单位
history-column-sha256 = SHA-256
history-column-remarks = 说明
history-dated-head = 文件头
history-dated-text = 正文
history-dated-name = 文件名
history-taken = 已导入
history-attached = 作为附件
history-already = 此前已导入
history-left = 未导入
history-about = { $what }（{ $detail }）
history-line = 第 { $line } 行：{ $why }
history-taken-but = 已导入，{ $why }：{ $count } 件，如 { $examples }
history-left-for = 未导入，{ $why }：{ $count } 件，如 { $examples }
history-counts = 导入 { $taken } 件，附件 { $attached } 个；此前已导入 { $already } 个，未导入 { $left } 个。
history-checked = 仅检查，未写入任何文件。
history-draft = 已起草 { $subject }：{ $folder }
history-pandoc = 导入 DOCX 需要 pandoc（2.15 以上）：请安装后重新运行，已导入的不会重复。
history-why-not-text = 不是文本
history-why-empty = 没有内容
history-why-head = 文件头无法读取
history-why-too-large = 超过单个文件的上限
history-why-unreadable = 无法读取
history-why-alone = 不属于任何一份文件
history-why-format = 不能读取这种格式，请另存为 DOCX 后再导入
history-why-with-left = 所属的文件没有导入
history-why-same = 与另一个文件相同
history-why-already = 已在档案库或草稿中
history-why-no-room = 超过一份申请的容量，请提交后再次导入
history-why-link = 是符号链接
history-why-special = 不是普通文件
history-why-hidden = 是隐藏文件
history-why-section = 是栏目页，不是文件
history-why-name = 文件名含有不能用的字符
history-why-pandoc-missing = 没有安装 pandoc
history-why-pandoc-old = pandoc 版本过低
history-why-pandoc-failed = pandoc 无法转换
history-why-title-cleaned = 标题中不可见的字符已删去
history-why-title-cut = 标题过长，已截短
history-why-title-from-name = 标题取自文件名
history-why-no-date = 没有日期
history-why-date-other = 日期无法认定
history-why-date-later = 日期晚于今天
history-why-pictures = 图片只在原文件中
history-why-without = 有附件未能一并导入
history-why-long-text = 正文过长，只作为附件
history-why-unit-several = 单位名称对应几个单位
history-why-unit-unknown = 单位不在名册中
history-why-number-twice = 文号重复
history-why-link-outside = 链接指向文件夹之外
history-why-link-nowhere = 链接的文件不存在

# 备份与恢复
cmd-backup = 备份档案库和账户库：只写新增的部分，写完读回核对
cmd-backup-after =
    文件夹里已有本库的备份时，先逐个核对原有文件，再补上新增的办理和印章；没有新增的，什么也不写。
    私钥不在其中，由各人自己备份。账户库是机密，文件夹只许本人读取。
cmd-restore = 从备份恢复出服务器仓库，验证通过后才就位
arg-backup-dir = 放备份的文件夹：尚不存在的、空的，或者已有本库备份的
arg-restore-dir = 备份所在的文件夹
arg-restore-out = 恢复到哪里，应为空或尚不存在
arg-restore-root = 纸面上公布的信任根（整行），或者存有这一行的文件；与档案库不符即为不通过
arg-restore-keep_invalid = 验证不通过也就位，以便查看
arg-doctor-backup_within = 备份最多相隔几天；不写时为 7 天
progress-backup-reading = 正在核对原有备份（KB）
progress-backup-writing = 正在写入备份
progress-backup-checking = 正在读回核对
backup-first = 已作首次备份：{ $dir }，截至第 { $seq } 号，印章 { $seals } 枚。
backup-added = 已补充备份：{ $dir }，新增第 { $first } 至 { $seq } 号，新增印章 { $seals } 枚。
backup-added-one = 已补充备份：{ $dir }，新增第 { $seq } 号，新增印章 { $seals } 枚。
backup-seals = 已补充备份：{ $dir }，没有新的办理，补上印章 { $seals } 枚，截至第 { $seq } 号。
backup-nothing = 没有新增的办理和印章：{ $dir } 已备份到第 { $seq } 号。
backup-accounts-none = 本库没有账户库。
backup-accounts-kept = 本库已没有账户库，备份中保留原来的一份。
backup-accounts-same = 账户库没有变化。
backup-accounts-new = 账户库已备份。
backup-read = 备份共 { $files } 个文件、{ $size } KB，均已从磁盘读回，核对无误。请抄存下面的检查点：
backup-forgotten = 备份已完成，但没有记下这次备份，kanhe doctor 不会知道：{ $why }
backup-busy = 另一个程序正在使用备份文件夹 { $path }。
    .hint = 请等它完成后再试。
backup-occupied = 文件夹 { $path } 里有 { $found }，却没有备份清单 manifest.json，不能在此备份。
    .hint = 请另选一个空文件夹。首次备份时中断留下的，可以删去重来；清单丢失的，请保留原样，从另一份备份找回清单。
backup-none = { $path } 里没有备份。
    .hint = 请核对路径；放备份的盘还没有挂上的，请先挂上。
backup-inside = { $path } 在档案库自己的文件夹里，档案库毁坏时备份也保不住。
    .hint = 请备份到另一块盘上，最好再存一份到别处。
backup-format = 备份清单 { $path } 是第 { $found } 版，本程序只认第 { $known } 版。
    .hint = 请用写这份备份的程序，或更新的程序。
backup-manifest = 备份清单 { $path } 不合格式：{ $found }
    .hint = 这份备份不能用，也没有再往里写。档案库完好的，请马上另备份到一个空文件夹；要恢复的，请改用另一份备份。
backup-other = { $path } 是另一个档案库的备份：本库编号为 { $expected }，备份为 { $found }。
    .hint = 每个档案库各用一个文件夹，请另选。
backup-missing = 备份少了文件 { $path }。
    .hint = 这份备份不能用，也没有再往里写。档案库完好的，请马上另备份到一个空文件夹；要恢复的，请从另一份备份找回这个文件，或改用那一份。
backup-not-plain = { $path } 应为普通文件，实为链接或其他。
    .hint = 备份中没有链接。请查明是谁放的，从另一份备份找回这个文件，或另备份到一个空文件夹。
backup-size = 备份文件 { $path } 应为 { $expected } 字节，实为 { $found } 字节。
    .hint = 这份备份已损坏，也没有再往里写。档案库完好的，请马上另备份到一个空文件夹，并检查这块盘；要恢复的，请从另一份备份找回这个文件，或改用那一份。
backup-digest = 备份文件 { $path } 的内容变了：摘要应为 { $expected }，实为 { $found }。
    .hint = 这份备份已损坏，也没有再往里写。档案库完好的，请马上另备份到一个空文件夹，并检查这块盘；要恢复的，请从另一份备份找回这个文件，或改用那一份。
backup-broken = 备份文件 { $path } 与前面的接不上：应为 { $expected }，实为 { $found }。
    .hint = 文件与清单相符而彼此接不上，不像是磁盘的毛病。请查明是谁改的，并改用另一份备份，或另备份到一个空文件夹。
backup-gone = 备份中有、档案库里已没有：{ $what }。备份没有改动。
    .hint = 档案库被改写、截短，或者换成了较旧的副本。请把这份备份作为证据保留，用 kanhe verify 查明；以后的备份另用一个空文件夹。
backup-read-back = { $path } 读回的内容与写入的不同：{ $found }。原有备份没有改动。
    .hint = 请检查这块盘，并改用另一块。
backup-restless = 办理接连不断，没有等到可以备份的时刻。
    .hint = 请稍后再试。
backup-database = 账户库 { $path } 无法备份，或者已损坏：{ $found }
    .hint = 备份和档案库都没有改动。在用的账户库损坏的，请用最近一份备份中的账户库替换；备份中的损坏的，请改用另一份备份。
restore-there = { $path } 里已有内容，不能恢复到这里。
    .hint = 请另选一个空的或尚不存在的文件夹；原来的档案库先移开，不要删除。
restore-root = { $path } 既不是信任根，也不是存有信任根的文件：{ $found }
    .hint = 应为一行：kanhe-root v1 git-sha1:… sha256:… openpgp:…
restore-refused = 恢复出的档案库没有通过验证，没有就位。请改用另一份备份；备份时就有无效办理、确需恢复的，加上 --keep-invalid。
restore-done = 已恢复：{ $path }，截至第 { $seq } 号，备份写于 { $made }。
restore-accounts = 账户库已放回原处。
restore-no-accounts = 备份中没有账户库。
restore-paper = 请与纸上核对：信任根和检查点是否与留存的一致；各人的副本如有第 { $seq } 号以后的办理，以编号最大且验证通过的为准。
restore-no-root = 没有给出 --root，信任根出自备份本身：务必与纸面公布的核对。
doctor-backup = 上次备份：{ $day }，在 { $folder }，截至第 { $seq } 号，其后的办理 { $lacks } 项尚未备份。
doctor-backup-none = 没有备份的记录。
    .hint = 请执行 kanhe backup 〈文件夹〉，放在另一块盘上，并定时执行。
doctor-backup-old = 上次备份已过 { $days } 天，最多应相隔 { $most } 天。
    .hint = 请执行 kanhe backup { $folder }，并查明定时备份为何没有执行。

## 账户

cmd-account = 管理服务器上的账户（在服务器上执行）
cmd-account-add = 为人员名册中的人开通账户，给出初始密码
cmd-account-reset = 重置密码：给出新的初始密码，并退出其全部登录
cmd-account-unlock = 解除因多次输错密码而锁定的账户
cmd-account-sign-out = 退出某人的全部登录
cmd-account-list = 列出账户及其状态
cmd-account-journal = 查看登录和阅读日志
arg-account-add-people = 人员代号，可写多个
arg-account-add-all = 为所有尚无账户的在册人员开通
arg-account-add-csv = 输出 CSV，便于打印分发
arg-account-reset-person = 人员代号
arg-account-reset-forget_code = 同时撤销第二因素（动态码），例如手机丢失时
arg-account-unlock-person = 人员代号
arg-account-sign-out-person = 人员代号
arg-account-list-unused = 只列出这么多天未使用的账户
arg-account-journal-person = 只看此人
arg-account-journal-what = 只看此类事件，如 signed-in、wrong、locked、read
arg-account-journal-from = 从这一天起，如 2026-03-01
arg-account-journal-until = 到这一天止（含当天）
arg-account-journal-flagged = 只看异常登录
arg-account-journal-most = 最多显示的行数，默认 100
arg-account-journal-csv = 输出 CSV，供留存和取证
arg-serve-behind_front = 前面有反向代理：以其 X-Forwarded-For 作为来源地址
arg-serve-as = 以登记簿中的哪一项服务器（kind = "service"）记入首次打开；不写时不记
arg-front-as = 服务单元中以登记簿的哪一项服务器（kind = "service"）记入首次打开
arg-passphrase = 存放该证书口令的文件（第一行）；私钥没有口令的不写
arg-serve-held = 存放仅限部分人员阅读的页面的目录（默认在服务器仓库内）
arg-serve-proxy_user = 可信代理用哪个请求头写明来人（代号或邮箱）
arg-serve-proxy_secret = 代理在 Kanhe-Proxy-Secret 中出示的密钥所在的文件
arg-serve-oidc = 单点登录（OpenID Connect）身份提供方的设置文件（TOML）
arg-front-proxy_user = kanhe serve --proxy-user 的请求头：客户端自己写的一律去掉
arg-front-server_name = 对外的主机名
arg-front-cert = TLS 证书（PEM，含中间证书）
arg-front-key = TLS 证书的私钥
arg-front-upstream = kanhe serve 所在的地址：IP 和端口，或 unix: 加套接字的路径
arg-front-port = HTTP 端口；有证书时只用来转到 HTTPS
arg-front-tls_port = HTTPS 端口
arg-front-out = 网站所在目录（同 kanhe serve --out）
arg-front-held = 仅限部分人员阅读的页面所在目录（同 kanhe serve --held）
arg-front-cache = nginx 存放查询结果的目录
arg-front-https = 前置对外使用 HTTPS（生成 systemd 单元时用）
arg-front-systemd = 改为生成 systemd 单元，以该用户身份运行
arg-serve-log = 逐条记录请求，写到标准错误输出：none、text 或 json
arg-serve-https = 前面的代理以 HTTPS 对外：登录的 Cookie 只走 HTTPS
account-unknown = 人员名册中没有 { $person }
    .hint = 人员先经审批登记（kanhe propose），再开通账户；代号见 kanhe who
account-left = { $person } 已离岗，不能有账户
    .hint = 如果名册有误，请先办理人员变更
account-shared = { $person } 是公用或专用账号，本单位不允许公用账号登录
    .hint = 需要允许时，请办理设置变更：kanhe.toml 中 [login] 的 shared
account-exists = { $person } 已有账户
    .hint = 忘记密码请用 kanhe account reset { $person }
account-none = { $person } 还没有账户
    .hint = 请用 kanhe account add { $person } 开通
account-later = 账户库由更新版本的 kanhe 写成（第 { $found } 版）
    .hint = 请使用更新的版本
account-failed = 账户库操作失败：{ $error }
    .hint = 请确认在服务器上以服务的用户执行，并且磁盘可写
account-adding = 开通账户
account-nobody = 没有符合条件的账户。
account-given = 初始密码只显示这一次，请当面交给本人；首次登录时必须修改，{ $days } 天内有效。
account-unlocked = 已解锁 { $person }。
account-signed-out = 已退出 { $person } 的 { $n } 处登录。
account-column-name = 账户
account-column-person = 姓名
account-column-password = 初始密码
account-column-state = 状态
account-column-seen = 最近使用
account-column-number = 序号
account-column-time = 时间
account-column-what = 事件
account-column-by = 操作人
account-column-address = 来源地址
account-column-agent = 客户端
account-column-about = 内容
account-column-flags = 异常
account-state-good = 正常
account-state-initial = 待改初始密码
account-state-locked = 已锁定
account-state-out = 不在册
account-code = 动态码
account-never = 从未
account-journal-count = 显示 { $shown } 条，共 { $all } 条。
account-what-signed-in = 登录
account-what-signed-in-by-certificate = 证书登录
account-what-signed-in-by-proxy = 代理登录
account-what-signed-in-by-oidc = 单点登录
account-what-signed-out = 退出
account-what-wrong = 密码错误
account-what-wrong-proof = 动态码、签名或凭据错误
account-what-locked = 锁定
account-what-refused = 拒绝登录
account-what-opened = 开通
account-what-reset = 重置密码
account-what-unlocked = 解锁
account-what-chosen = 修改密码
account-what-code-set = 启用动态码
account-what-code-gone = 撤销动态码
account-what-token-made = 新建令牌
account-what-token-gone = 撤销令牌
account-what-read = 阅读
account-what-denied = 无权阅读
account-what-again = 页面自动刷新
account-flag-new-address = 新地址
account-flag-after-failures = 输错之后
account-flag-night = 夜间
account-flag-elsewhere = 多处登录

# 令牌

cmd-account-token = 管理令牌：程序获取档案库或向其推送时代替密码出示
cmd-account-token-add = 新建令牌，只显示一次
cmd-account-token-list = 列出某人的令牌，不含令牌本身
cmd-account-token-drop = 撤销令牌，此后不再有效
arg-account-token-add-person = 人员代号
arg-account-token-add-name = 令牌名称，例如用在哪台电脑上
arg-account-token-add-days = 有效天数，1 至 366，默认 90
arg-account-token-list-person = 人员代号
arg-account-token-drop-person = 人员代号
arg-account-token-drop-name = 令牌名称
account-token-made = { $person } 的令牌只显示这一次，有效期至 { $until }；git 询问密码时填写令牌。
account-token-none = 没有令牌。
account-token-gone = 已撤销令牌：{ $name }
account-token-exists = { $person } 已有名为 { $name } 的令牌
    .hint = 请换一个名称，或先撤销旧的：kanhe account token drop { $person } { $name }
account-token-name = 令牌不能叫“{ $name }”
    .hint = { $person } 的令牌名称应为 1 至 60 个可见字符，例如用在哪台电脑上
account-token-unknown = { $person } 没有名为 { $name } 的令牌
    .hint = 用 kanhe account token list { $person } 查看
account-column-token = 令牌
account-column-made = 新建时间
account-column-until = 有效期至
account-what-fetched = 获取档案库
account-what-pushed = 向档案库推送
account-what-exported = 导出并签名
account-exported = 已导出 { $count } 条（第 { $first } 至 { $last } 条）：{ $file }，签名在 { $file }.asc
account-forgotten = 已从服务器的记录中删去导出的 { $count } 条。
account-export-none = 没有符合条件的记录，没有导出。
    .hint = 请核对 --from 和 --until。
account-export-young = --forget 只能删去 90 天以前的记录，请用 --until 写明 { $day } 以前的日期。
    .hint = 近 90 天的记录用来判断异常登录，应当留在服务器上。
account-export-file = 导出文件 { $file } 写不下去：{ $error }
    .hint = 文件已存在的请另起一个名字，原有文件不会被覆盖；没有删去任何记录。
cmd-account-export = 把登录和阅读记录导出为签名的表格，作为证据或者归档
arg-account-export-file = 导出到的文件（不得已存在），签名写在同名的 .asc
arg-account-export-person = 以谁的证书签名
arg-account-export-from = 自哪一天
arg-account-export-until = 至哪一天（含）
arg-account-export-forget = 导出以后从服务器的记录中删去（只限 90 天以前的）

# Going on by hand
cmd-parcel = 外机关往来：制作、核验文件包和回执
cmd-parcel-card = 列出对方备案本机关所需的一段设置：档案库、信任根、印模
cmd-parcel-write = 为已发给往来机关的公文制作文件包，用印章的密钥签名
cmd-parcel-check = 核验外机关发来的文件包或者回执，不登记
cmd-parcel-receipt = 为已登记的外机关来文制作回执
cmd-paper = 把在办事项印成办理单，停用期间据以用纸质办理；恢复后核对是否都已补录
arg-paper-subjects = 只印这些事项；不写为全部在办事项
arg-paper-out = 写到这个文件夹，默认 kanhe-paper
arg-paper-unit = 只印这个单位发文的或者等候其人员办理的
arg-paper-person = 只印此人拟稿的或者等候此人办理的
arg-paper-check = 核对这个文件夹所印的事项是否都有了后续办理
paper-done = 已印 { $count } 件办理单到 { $folder }：先看 index.html，全部在 all.html，通知在 notice.html。
paper-occupied = { $path } 不是空的，也不是 kanhe paper 写的
    .hint = 请用 --out 指定另一个文件夹
paper-closed = { $subject } 已不在办理中
    .hint = 用 kanhe status { $subject } 查看；不写事项则印全部在办事项
paper-none = { $path } 里没有 kanhe paper 写的清单 kanhe-paper.json
    .hint = 请指明打印时 --out 的文件夹
paper-foreign = { $path } 是从另一个档案库打印的
    .hint = 请在打印时的档案库或其副本中核对
paper-check = 共 { $all } 件，其中 { $missing } 件打印后还没有办理。
paper-check-none = 未补录
paper-check-changed = 文稿已变
paper-check-otherwise = 已另行办理
paper-check-good = 已补录 { $n } 项
cmd-re-enter = 补录纸上的决定：登记办理单的扫描件，并由本人签名办理
arg-re-enter-subject = 事项
arg-re-enter-verb = 纸上的决定：approve、disagree、read、return、complete、reply、issue、seal 或 execute
arg-re-enter-code = 办理单上的核对码，或者完整的内容摘要
arg-re-enter-on = 纸上签名的时间，如 "2026-03-02 09:30"
arg-re-enter-scan = 办理单的扫描件，可写多次
arg-re-enter-opinion = 纸上的意见
arg-re-enter-reason = 另须说明的理由
arg-re-enter-to = 退回到这一环节
arg-re-enter-kept = 原件存放地点
arg-re-enter-entry_only = 只登记，由此人日后自己签名办理
arg-re-enter-entry = 已有的补录登记，如 re-entries/2026/0302-a1b2c3
re-enter-title = 补录：{ $name } { $verb }《{ $title }》
re-enter-entered = 已登记 { $entry }。决定须由本人签名：kanhe re-enter { $subject } { $verb } --code { $code } --entry { $entry }
re-enter-half = 扫描件已登记为 { $entry }，决定还没有签名；排除上述问题后用 --entry { $entry } 再执行一次。
re-enter-code = “{ $found }”不是核对码
    .hint = 请抄写办理单上的核对码，16 位 0-9 和 a-f；也可以写完整的内容摘要
re-enter-changed = { $subject } 现在的核对码是 { $expected }，办理单上的是 { $found }：纸上签的不是现在的文稿
    .hint = 先核对是否抄错；没有抄错的，文稿在打印后已经修改，纸上的决定不能用于新稿：请阅读新稿后重新办理，扫描件可作附件说明
re-enter-later = “{ $found }”在现在（{ $time }）之后
    .hint = 请写办理单上签名的时间
re-enter-earlier = “{ $found }”早于文稿提交的时间（{ $time }）
    .hint = 请核对办理单上签名的时间
re-enter-scan = 扫描件 { $path } 读不出来：{ $error }
    .hint = 请扫描签了名的办理单，用 --scan 指明文件
re-enter-twice = 两个扫描件都叫 { $name }
    .hint = 请给其中一个改名
re-enter-there = 这一决定已登记为 { $entry }
    .hint = 用 --entry { $entry } 代替 --on 和 --scan，由本人签名办理
re-enter-none = { $entry } 不是补录登记
    .hint = 补录登记在 re-entries/ 下，登记时显示其编号
re-enter-other = { $entry } 登记的 { $field } 是 { $said }，现在要补录的是 { $asked }
    .hint = 每项决定由本人按自己的登记补录；登记有误的，由登记人修改后再办
log-re-entered = 〔补录，见 { $entry }〕
cmd-fault = 处理在服务器上报告的故障
cmd-fault-list = 列出未办结的故障报告
cmd-fault-take = 受理
cmd-fault-done = 办结
cmd-fault-draft = 在副本里把报告写成故障报修的草稿
arg-fault-list-all = 也列出已办结的
arg-fault-list-most = 最多显示的行数，默认 100
arg-fault-take-number = 报告的编号
arg-fault-done-number = 报告的编号
arg-fault-draft-number = 报告的编号
arg-fault-draft-into = 档案库副本的文件夹
fault-none = 没有故障报告。
fault-no = 没有编号为 { $number } 的故障报告
    .hint = 用 kanhe fault list --all 查看
fault-unknown = { $name }（未登录）
fault-handled = { $number } 号：{ $state }。
fault-handled-before = { $number } 号此前已是：{ $state }。
fault-state-open = 未受理
fault-state-taken = 已受理
fault-state-done = 已办结
fault-from = 系统停用期间的第 { $number } 号报告，{ $name }（{ $phone }）于 { $time } 提交：

# 提醒
notice-state-due = 待发
notice-state-sending = 正在发
notice-state-sent = 已发
notice-state-unknown = 不明
notice-state-failed = 未发出
notice-state-moot = 不必再发
cmd-notify = 发送提醒，或查看尚未发出和未能发出的提醒（在服务器上运行）
arg-notices = 提醒的设置（TOML 文件，只有所有者可读）
arg-notify-once = 发出现在应发的，然后结束
arg-notify-list = 列出尚未发出、未能发出和结果不明的
arg-notify-all = 连同已经发出的一起列出
arg-notify-test = 在这条渠道试发一条：mail、command.名称或 robot.名称
arg-notify-to = 试发给谁（登记簿中的人员）
notices-faulty = 提醒的设置 { $path } 有误：{ $what }
    .hint = docs/operate.md 的“提醒”一节说明各项怎么写。
notices-failed = 提醒不能处理：{ $error }
    .hint = 以运行服务器的用户执行，并查看磁盘是否可写。
notices-busy = 另一个 kanhe 正在发送这个档案库的提醒。
    .hint = kanhe serve --notices 在运行时自己发送；要另行发送，先停下它。
notices-unset = 没有说发到哪里。
    .hint = 用 --notices 给出设置文件。
notify-no-channel = 设置中没有渠道“{ $channel }”。
    .hint = 设置中有：{ $known }
notify-for-whom = 渠道“{ $channel }”是给个人的，须说明给谁。
    .hint = 用 --to 写明登记簿中的人员。
notify-tried = 第 { $number } 条（{ $channel }）：{ $state }
notify-why = {" — "}{ $fault }
notify-counts = 待发 { $due } 条，未发出或不明 { $failed } 条
notify-held = 渠道 { $channel } 停用到 { $until }：{ $fault }
serve-notices = 提醒：另有 { $failed } 条未能发出，用 kanhe notify --list 查看。
serve-notices-held = 提醒：渠道 { $channel } 暂时不能用：{ $fault }
serve-notices-back = 提醒：渠道 { $channel } 又可用了。
serve-notices-clone = 克隆和预览不发提醒。
    .hint = 在服务器的仓库上使用 --notices。
## 外机关往来

parcel-form = 不是文件包，或者在传送中损坏、被改动（{ $what }）。
    .hint = 请对方重发。用邮件传送的，先压缩加密码或者用其他办法传送，不要改动文件。
parcel-size = 文件有 { $size } 字节，超过 { $limit } 字节。
    .hint = 请对方精简附件后重发，大的附件另行交换。
parcel-version = 文件包的格式是“{ $found }”，本程序不认识。
    .hint = 请升级本程序后再核验；不要请对方改写文件。
parcel-manifest = 文件包清单的“{ $key }”不对。
    .hint = 这个文件被改动过，或者不是本系统制作的。请对方重发，并核对来源。
parcel-missing = 文件包缺少“{ $name }”。
    .hint = 文件包被删减过。请对方重发，并核对来源。
parcel-extra = 文件包里有多余的“{ $name }”。
    .hint = 文件包被添加过。请对方重发，并核对来源。
parcel-altered = 文件包里的“{ $name }”被改动过。
    .hint = 请对方重发，并核对来源。
parcel-other-sender = 文件包来自档案库 { $found }，不是所说的往来机关（{ $expected }）。
    .hint = 请核对 --from 写的是不是来文机关。
parcel-other-root = 文件包所依据的信任根与备案的不同。
    .hint = 不要收下。请用电话或者当面向对方核对信任根；确有变更的，先申请变更系统设置。
parcel-not-for-us = 文件包是发给另一个档案库（{ $found }）的，不是发给本机关的。
    .hint = 不要登记，请退还对方。本机关的信任根与对方备案的不同的，也会这样，请与对方核对。
parcel-not-filed = 用印的证书 { $found } 没有备案，不是这个机关发文用的印章。
    .hint = 不要收下。请向对方核对；对方换了印章的，先取得印模备案材料，申请变更系统设置。
parcel-certificate = “{ $name }”里的证书不对（{ $code }）。
    .hint = 这个文件被改动过。请对方重发，并核对来源。
parcel-signature = “{ $name }”的签名不对（{ $code }）。
    .hint = 不要收下：内容被改动过，或者不是所说的人签的。请向对方核对。
parcel-object = “{ $name }”读不出来（{ $code }）。
    .hint = 这个文件被改动过。请对方重发，并核对来源。
parcel-says = “{ $name }”写的与别处不符（{ $what }）。
    .hint = 不要收下：文件包是拼凑的。请向对方核对。
parcel-unproven = “{ $path }”没有证明：发送时对方的档案库里不是这样。
    .hint = 不要收下：内容被换过。请向对方核对。
parcel-other-kind = 这里要的是文件包，拿来的是回执；或者相反。
    .hint = 请核对文件。
parcel-not-sent = 《{ $subject }》没有发给“{ $partner }”，或者已被退回。
    .hint = 请先用 kanhe send 发送（--to :往来机关），再制作文件包。
parcel-no-seal = 印章 { $seal } 现在不能用。
    .hint = 请用 kanhe who 核对印章的状态，换一枚在用的印章。
parcel-seal-newer = 印章 { $seal } 在那以后换了证书，证明不了是它用的印。
    .hint = 请用 --seal 换一枚当时已在用的印章；没有的，请对方退回后重新发送，再制作。
parcel-no-seal-here = 本机没有可用的印章密钥，文件包和回执都要用印章签名。
    .hint = 请印章保管人（{ $names }）在他的电脑上制作：kanhe parcel write 或者 kanhe parcel receipt。
parcel-which-seal = 本机有几枚印章的密钥：{ $seals }。
    .hint = 请用 --seal 写明用哪一枚；应当是对方备案了的。
parcel-no-partner = “{ $named }”不是系统设置中的往来机关。已备案的：{ $known }。
    .hint = 请先取得对方的信任根和印模（当面或者书面），申请变更 kanhe.toml，增加 [partner.…] 一段，批准执行后再办。
parcel-none-entered = { $subject } 没有附外机关发来的文件包。
    .hint = 只有用 kanhe receive 〈文件包〉 --from 登记的收文才有回执。
parcel-no-collection = 没有哪个栏目的流程写明 { $key }，登记不了。
    .hint = 请申请变更流程文件：收文的流程写 parcels，回执的流程写 answers，见 docs/workflows.md。
parcel-not-attached = 文稿写明“{ $line }”，但没有附能证明它的文件（{ $ending }）。
    .hint = 请用 kanhe receive 〈文件〉 --from 〈往来机关〉 登记，不要手工填写或者改动附件。
parcel-answers-nothing = 这份回执答复的不是本机关的发送（{ $subject }，第 { $seq } 号）。
    .hint = 可能是另一次发送、另一份公文的回执，或者已经重发。请用 kanhe status 核对；先 kanhe pull 取回最新办理。
parcel-begun = 文稿放在 content/{ $subject }，尚未送审。请补填所缺的项目，再用 kanhe submit { $subject } 送审。
parcel-written = 文件包：{ $path }
parcel-receipt-written = 回执：{ $path }
parcel-title-received = { $from }签收《{ $title }》的回执
parcel-title-refused = { $from }退回《{ $title }》的回执
parcel-kind-parcel = 主送本机关的公文
parcel-kind-copy = 抄送本机关的公文
parcel-kind-received = 回执：已签收登记
parcel-kind-refused = 回执：退回
parcel-of = 核验通过：{ $value }
parcel-from = 来文机关：{ $value }
parcel-title = 标题：{ $value }
parcel-number = 发文字号：{ $value }
parcel-seals = 印章：{ $value }
parcel-issued = 签发时间：{ $value }
parcel-sent = 发送时间：{ $value }
parcel-answered = 对方办理时间：{ $value }
parcel-reason = 退回原因：{ $value }
parcel-registered = 对方登记事项：{ $value }
parcel-subject = 发文事项：{ $value }
parcel-files = 文件：{ $value }
parcel-checkpoint = 检查点：{ $value }
