# 頁面骨架
site-skip = 跳到正文
site-nav = 主導覽
site-crumbs = 目前位置
site-home = 首頁
site-home-back = 回到首頁
site-copy = 複製
site-copied = 已複製
site-as-of = 檔案截至第 {$n} 號
site-record = 檔案編號
site-standing-valid = 全部有效
site-standing-invalid = 有無效紀錄
site-standing-incomplete = 檔案不完整
site-standing-unknown = 尚未核驗
site-join = 、
site-pages = 分頁
site-previous = 上一頁
site-next = 下一頁
site-count = 共 {$n} 項

# 首頁
site-area-documents = 公文
site-area-documents-note = 發文、編號與用印
site-area-bulletins = 公告
site-area-bulletins-note = 通知公示與日常告知
site-area-units = 單位與人員
site-area-units-note = 組織、職位與通訊錄
site-area-seals = 印章
site-area-seals-note = 印模、保管人與用印登記
site-area-ledger = 臺帳與核驗
site-area-ledger-note = 每一步都有簽名可查
site-new-documents = 最新公文
site-all-documents = 全部公文
site-no-documents = 還沒有公文。第一份送審後會出現在這裡。
site-new-bulletins = 最新公告
site-all-bulletins = 全部公告
site-no-bulletins = 還沒有公告。
site-waiting = 在辦事項
site-all-waiting = 全部在辦事項
site-no-waiting = 沒有等待辦理的事項。
site-waits-for = 待辦人
site-since = 到達時間

# 清單
site-number = 文號
site-no-number = 未編號
site-title = 標題
site-unit = 單位
site-kind = 類別
site-date = 日期
site-state = 狀態
site-narrow = 篩選
site-by-year = 年度
site-by-unit = 單位
site-by-kind = 類別
site-by-state = 狀態
site-no-entries = 這裡還沒有內容。

# 公文
site-red-head = {$unit}文件
site-no-number-yet = 簽發時編號
site-addressed = {$to}：
site-enclosed = 附件：
site-copies = 抄送：{$to}。
site-seal-kind = 電子印章
site-seal-picture = 電子印章：{$name}
site-draft-banner = 草稿，未進入檔案
site-saved = 儲存於
site-publisher = 發布單位
site-scope = 發布範圍
site-until = 有效期至
site-expired = 本公告已過有效期

# 狀態
site-state-draft = 草稿
site-state-in-review = 審核中
site-state-returned = 已退回
site-state-refused = 不同意
site-state-issued = 已簽發
site-state-sealed = 已用印
site-state-executed = 已執行
site-state-published = 已發布
site-state-finished = 已辦結
site-state-withdrawn = 已撤回
site-state-terminated = 已終止
site-state-rejected = 已否決
site-state-voided = 已撤銷
site-state-repealed = 已廢止
site-state-recalled = 已收回
site-state-invalid = 無效

# 辦理過程
site-progress = 辦理情況
site-contents = 目錄
site-trail = 辦理過程
site-flow = 辦理步驟
site-step = 環節
site-step-done = 已完成
site-step-current = 目前步驟
site-step-ahead = 待進行
site-step-stopped = 在此終止
site-verb-found = 立檔
site-verb-submit = 送審
site-verb-revise = 修改後重送
site-verb-approve = 同意
site-verb-disagree = 不同意
site-verb-read = 已閱
site-verb-return = 退回
site-verb-issue = 簽發
site-verb-seal = 用印
site-verb-withdraw = 撤回
site-verb-execute = 執行變更
site-verb-affirm = 確認屬實
site-verb-complete = 辦結
site-verb-reply = 答覆
site-verb-add-sign = 加簽
site-verb-remove-sign = 減簽
site-verb-transfer = 轉辦
site-verb-consult = 委派
site-verb-take-back = 拿回
site-verb-terminate = 終止
site-verb-urge = 催辦
site-verb-circulate = 傳閱
site-verb-instruct = 批示
site-verb-void = 撤銷
site-verb-repeal = 廢止
site-verb-recall = 收回授權
site-act-n = 第 {$n} 號
site-reason = 理由：
site-gave-number = 編定文號 {$number}
site-voids = 因內容修改，以下意見失效：
site-voided-one = {$name}（第 {$n} 號）
site-voided-by = 因第 {$n} 號修改而失效
site-no-acts = 還沒有辦理紀錄。
site-valid = 有效
site-invalid = 無效
site-questioned = 存疑
site-fingerprint = 憑證指紋
site-commit = 提交
site-digest-at = 所簽內容摘要

# 附件、印章、要素、核驗
site-attachments = 附件
site-seals = 印章
site-seal-registered = 有效 · 已登記
site-seal-unregistered = 有效 · 待登記
site-seal-invalid = 無效
site-custodian = 用印人
site-custodians = 保管人
site-tag = 標籤
site-fields = 登記資訊
site-id = 檔案路徑
site-digest = 內容摘要
site-check = 自行核驗
site-check-note = 以下命令在檔案的任何一份副本中執行，不需要本站。

# 預覽出錯
site-error-banner = 草稿有誤，暫時無法預覽
site-error-note = 改正並儲存後，本頁會自動重新整理。

# 單位與人員
site-units = 單位
site-people = 人員
site-code = 機關代字
site-phone = 電話
site-email = 電子郵件
site-name = 姓名
site-posts = 職位
site-vacant = 出缺
site-no-posts = 沒有登記職位。
site-no-posts-held = 未任職位。
site-no-units = 還沒有登記單位。
site-no-people = 還沒有登記人員。
site-sent = 本單位製發
site-around = 上下級單位
site-above = 上級
site-below = 下級
site-filter = 按姓名、單位或職位查找
site-signs = 簽名資格
site-signs-yes = 可簽名
site-signs-no = 無有效憑證
site-certificates = 憑證
site-algorithm = 演算法
site-created = 產生日期
site-file = 檔案
site-download = 下載
site-cert-active = 使用中
site-cert-suspended = 已暫停
site-cert-retired = 已停用
site-cert-compromised = 已外洩
site-no-certificates = 沒有登記憑證。
site-custody = 保管的印章
site-no-custody = 不保管印章。
site-latest-acts = 最近辦理

# 印章
site-no-seals = 還沒有登記印章。
site-uses = 用印登記
site-uses-n = 用印 {$n} 次
site-no-uses = 尚未用印。
site-diameter = 直徑
site-document = 文件

# 臺帳與核驗
site-ledger = 臺帳
site-act-number = 序號
site-when = 時間
site-who = 辦理人
site-act = 辦理
site-subject = 事項
site-verdict = 核驗
site-invalid-n = 無效 {$n} 條
site-verify = 核驗
site-faults = 發現的問題
site-verify-how = 本站如何取信
site-verify-chain = 每一步辦理都由辦理人用自己的金鑰簽名，並寫明前一步和所簽內容的摘要。改動其中任何一步，其後的每一步都會對不上。
site-verify-seals = 每一次用印另有印章自己的簽名，並由下一步辦理登記在冊。印章缺失、移動或被替換，都會被發現。
site-verify-trust = 不必相信本站：把下面兩行與紙面公布的內容核對，再用自己的電腦重新核驗一遍。
site-verify-lines = 兩行憑據
site-root-line = 根
site-root-note = 立檔時在紙面公布，從不改變
site-checkpoint-line = 檢查點
site-checkpoint-note = 固定截至該號的全部歷史，請另行保存

# 找不到
site-not-found = 沒有這一頁
site-not-found-note = 網址可能寫錯了，或者內容不在本站公開的範圍內。

# 正文
site-text-missing = 找不到：
site-text-table = 表格，可左右捲動
site-text-footnotes = 註釋
site-text-back = 回到正文

# 變動與核驗
site-page-as-of = 本頁最近變動：第 {$n} 號
site-day = {$year}年{$month}月{$day}日
site-year = {$year}年
site-check-all = 核驗全部檔案（信任根應與紙面公布的一致）
site-check-stock = 不用 kanhe，只用 git 和 gpg 逐項核對
site-check-act = 核對第 {$n} 號的簽名
site-check-seal = 核對印章「{$seal}」
