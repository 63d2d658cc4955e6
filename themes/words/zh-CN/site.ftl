# 页面骨架
site-skip = 跳到正文
site-nav = 主导航
site-crumbs = 当前位置
site-home = 首页
site-home-back = 回到首页
site-copy = 复制
site-copied = 已复制
site-as-of = 档案截至第 {$n} 号
site-record = 档案编号
site-standing-valid = 全部有效
site-standing-invalid = 有无效记录
site-standing-incomplete = 档案不完整
site-standing-unknown = 尚未核验
site-join = 、
site-pages = 分页
site-previous = 上一页
site-next = 下一页
site-count = 共 {$n} 项

# 首页
site-area-documents = 公文
site-area-documents-note = 发文、编号与用印
site-area-bulletins = 公告
site-area-bulletins-note = 通知公示与日常告知
site-area-units = 单位与人员
site-area-units-note = 组织、岗位与通讯录
site-area-seals = 印章
site-area-seals-note = 印模、保管人与用印登记
site-area-ledger = 台账与核验
site-area-ledger-note = 每一步都有签名可查
site-new-documents = 最新公文
site-all-documents = 全部公文
site-no-documents = 还没有公文。第一份送审后会出现在这里。
site-new-bulletins = 最新公告
site-all-bulletins = 全部公告
site-no-bulletins = 还没有公告。
site-waiting = 在办事项
site-all-waiting = 全部在办事项
site-no-waiting = 没有等待办理的事项。
site-waits-for = 待办人
site-since = 到达时间

# 列表
site-number = 文号
site-no-number = 未编号
site-title = 标题
site-unit = 单位
site-kind = 类别
site-date = 日期
site-state = 状态
site-narrow = 筛选
site-by-year = 年度
site-by-unit = 单位
site-by-kind = 类别
site-by-state = 状态
site-no-entries = 这里还没有内容。

# 公文
site-red-head = {$unit}文件
site-no-number-yet = 签发时编号
site-addressed = {$to}：
site-enclosed = 附件：
site-copies = 抄送：{$to}。
site-seal-kind = 电子印章
site-seal-picture = 电子印章：{$name}
site-draft-banner = 草稿，未进入档案
site-saved = 保存于
site-publisher = 发布单位
site-scope = 发布范围
site-until = 有效期至
site-expired = 本公告已过有效期

# 状态
site-state-draft = 草稿
site-state-in-review = 审核中
site-state-returned = 已退回
site-state-refused = 不同意
site-state-issued = 已签发
site-state-sealed = 已用印
site-state-executed = 已执行
site-state-published = 已发布
site-state-finished = 已办结
site-state-withdrawn = 已撤回
site-state-terminated = 已终止
site-state-rejected = 已否决
site-state-voided = 已撤销
site-state-repealed = 已废止
site-state-recalled = 已收回
site-state-invalid = 无效

# 办理过程
site-progress = 办理情况
site-contents = 目录
site-trail = 办理过程
site-flow = 办理步骤
site-step = 环节
site-step-done = 已完成
site-step-current = 当前步骤
site-step-ahead = 待进行
site-step-stopped = 在此终止
site-verb-found = 立档
site-verb-submit = 送审
site-verb-revise = 修改后重送
site-verb-approve = 同意
site-verb-disagree = 不同意
site-verb-read = 已阅
site-verb-return = 退回
site-verb-issue = 签发
site-verb-seal = 用印
site-verb-withdraw = 撤回
site-verb-execute = 执行变更
site-verb-affirm = 确认属实
site-verb-complete = 办结
site-verb-reply = 答复
site-verb-add-sign = 加签
site-verb-remove-sign = 减签
site-verb-transfer = 转办
site-verb-consult = 委派
site-verb-take-back = 拿回
site-verb-terminate = 终止
site-verb-urge = 催办
site-verb-circulate = 传阅
site-verb-instruct = 批示
site-verb-void = 撤销
site-verb-repeal = 废止
site-verb-recall = 收回授权
site-act-n = 第 {$n} 号
site-reason = 理由：
site-gave-number = 编定文号 {$number}
site-voids = 因内容修改，以下意见失效：
site-voided-one = {$name}（第 {$n} 号）
site-voided-by = 因第 {$n} 号修改而失效
site-no-acts = 还没有办理记录。
site-valid = 有效
site-invalid = 无效
site-questioned = 存疑
site-fingerprint = 证书指纹
site-commit = 提交
site-digest-at = 所签内容摘要

# 附件、印章、要素、核验
site-attachments = 附件
site-seals = 印章
site-seal-registered = 有效 · 已登记
site-seal-unregistered = 有效 · 待登记
site-seal-invalid = 无效
site-custodian = 用印人
site-custodians = 保管人
site-tag = 标签
site-fields = 登记信息
site-id = 档案路径
site-digest = 内容摘要
site-check = 自行核验
site-check-note = 以下命令在档案的任何一份副本中运行，不需要本站。

# 预览出错
site-error-banner = 草稿有误，暂时无法预览
site-error-note = 改正并保存后，本页会自动刷新。

# 单位与人员
site-units = 单位
site-people = 人员
site-code = 机关代字
site-phone = 电话
site-email = 邮箱
site-name = 姓名
site-posts = 岗位
site-vacant = 空缺
site-no-posts = 没有登记岗位。
site-no-posts-held = 未任岗位。
site-no-units = 还没有登记单位。
site-no-people = 还没有登记人员。
site-sent = 本单位制发
site-around = 上下级单位
site-above = 上级
site-below = 下级
site-filter = 按姓名、单位或岗位查找
site-signs = 签名资格
site-signs-yes = 可签名
site-signs-no = 无有效证书
site-certificates = 证书
site-algorithm = 算法
site-created = 生成日期
site-file = 文件
site-download = 下载
site-cert-active = 使用中
site-cert-suspended = 已暂停
site-cert-retired = 已停用
site-cert-compromised = 已泄露
site-no-certificates = 没有登记证书。
site-custody = 保管的印章
site-no-custody = 不保管印章。
site-latest-acts = 最近办理

# 印章
site-no-seals = 还没有登记印章。
site-uses = 用印登记
site-uses-n = 用印 {$n} 次
site-no-uses = 尚未用印。
site-diameter = 直径
site-document = 文件

# 台账与核验
site-ledger = 台账
site-act-number = 序号
site-when = 时间
site-who = 办理人
site-act = 办理
site-subject = 事项
site-verdict = 核验
site-invalid-n = 无效 {$n} 条
site-verify = 核验
site-faults = 发现的问题
site-verify-how = 本站如何取信
site-verify-chain = 每一步办理都由办理人用自己的密钥签名，并写明前一步和所签内容的摘要。改动其中任何一步，其后的每一步都会对不上。
site-verify-seals = 每一次用印另有印章自己的签名，并由下一步办理登记在册。印章缺失、移动或被替换，都会被发现。
site-verify-trust = 不必相信本站：把下面两行与纸面公布的内容核对，再用自己的电脑重新核验一遍。
site-verify-lines = 两行凭据
site-root-line = 根
site-root-note = 立档时在纸面公布，从不改变
site-checkpoint-line = 检查点
site-checkpoint-note = 固定截至该号的全部历史，请另行保存

# 找不到
site-not-found = 没有这一页
site-not-found-note = 地址可能写错了，或者内容不在本站公开的范围内。

# 正文
site-text-missing = 找不到：
site-text-table = 表格，可左右滚动
site-text-footnotes = 注释
site-text-back = 回到正文

# 变动与核验
site-page-as-of = 本页最近变动：第 {$n} 号
site-day = {$year}年{$month}月{$day}日
site-year = {$year}年
site-check-all = 核验全部档案（信任根应与纸面公布的一致）
site-check-stock = 不用 kanhe，只用 git 和 gpg 逐项核对
site-check-act = 核对第 {$n} 号的签名
site-check-seal = 核对印章“{$seal}”
