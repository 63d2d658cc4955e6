# cli: zh-TW

# 金鑰
key-missing = { $home } 中沒有私密金鑰 { $key }。
    .hint = 請插入智慧卡或 USB 金鑰，或到產生該金鑰的電腦上簽章。勘合使用的就是 gpg --list-secret-keys 列出的金鑰環。
key-unusable = 私密金鑰 { $key } 在 { $home } 中，但不能簽章。
    .hint = 可能已到期、已廢止，或不是用於簽章的；可用 gpg --list-secret-keys 查看。
key-cancelled = 已取消，沒有簽章。
key-passphrase = 密語不對，沒有簽章。
    .hint = 請重試，並留意輸入法和大寫鎖定。
key-passphrase-text = 密語應為一行文字。
key-pinentry = GnuPG 沒有可用來詢問密語的程式或終端機。
    .hint = 請安裝 pinentry-gtk2、pinentry-qt 或 pinentry-curses。在終端機中還需執行：export GPG_TTY=$(tty)。
key-no-home = 沒有金鑰目錄 { $home }。
    .hint = 請檢查路徑。執行 gpg --list-keys 時，GnuPG 會自行建立常用目錄。
key-long-home = 金鑰目錄 { $home } 的路徑有 { $length } 位元組，最多 { $most } 位元組。
    .hint = 請移到較短的路徑下，或用一個短的符號連結指向它。
key-agent = { $home } 的金鑰代理程式沒有回應。
    .hint = 請執行 gpgconf --kill all 後重試。該目錄應只歸本人所有（權限 700）。
key-engine = 沒有安裝 GnuPG。
    .hint = 請安裝 gpg、gpg-agent、gpgconf 三個套件。
key-user-id = 「{ $found }」不能用作使用者識別：應為一行內的姓名和電子郵件地址，不含看不見的字元。
    .hint = 例如：陳文 <chen@example.org>
key-exists = 「{ $user-id }」的金鑰已經存在。
    .hint = 請使用已有的金鑰；確需另做一把的（如原來的已經遺失），請加 --another。
key-other = GnuPG 回報：{ $text }

## 辦理

verb-found = 建檔
verb-submit = 送審
verb-revise = 修改
verb-approve = 同意
verb-disagree = 不同意
verb-read = 已閱
verb-return = 退回
verb-issue = 簽發
verb-seal = 用印
verb-withdraw = 撤回
verb-execute = 執行變更
verb-affirm = 確認屬實
verb-complete = 辦結
verb-reply = 答覆
verb-add-sign = 加簽
verb-remove-sign = 減簽
verb-transfer = 轉辦
verb-consult = 委派
verb-take-back = 拿回
verb-terminate = 終止
verb-urge = 催辦
verb-circulate = 傳閱
verb-instruct = 批示
verb-void = 撤銷
verb-repeal = 廢止
verb-recall = 收回授權
verb-send = 發送
verb-open = 首次開啟
verb-receive = 簽收
verb-refuse = 退回來文

## 事項狀態

stage-in-review = 審核中
stage-returned = 已退回
stage-refused = 不同意
stage-issued = 已簽發
stage-sealed = 已用印
stage-sent = 已發送
stage-carried = 已執行，待確認
stage-executed = 已執行
stage-finished = 已辦結
stage-withdrawn = 已撤回
stage-terminated = 已終止
stage-rejected = 已否決
stage-voided = 已撤銷
stage-repealed = 已廢止
stage-corrected = 已更正
stage-recalled = 已收回

## 憑證狀態

standing-active = 有效
standing-suspended = 暫停使用
standing-retired = 停用
standing-compromised = 外洩
standing-abolished = 撤銷
standing-handed-back = 繳回
standing-destroyed = 銷毀
seal-kind-unit = 公章
seal-kind-special = 專用章
seal-kind-personal = 簽名章
required-code = 人員編碼
required-phone = 辦公電話
required-mobile = 手機號碼
required-agreement = 保密協議簽訂日期
change-unit-register = 單位登記
change-unit-abolish = 單位撤銷、合併
change-unit-rename = 單位更名
change-unit-change = 單位資訊變更
change-officers = 單位負責人、管理員、文書等規定職位的人員變更
change-person-open = 開通帳號
change-person-leave = 離職註銷
change-person-move = 職位調整
change-person-change = 人員資訊變更
change-certificate-register = 登記憑證
change-certificate-renew = 更新憑證
change-certificate-suspend = 暫停憑證
change-certificate-restore = 恢復憑證
change-certificate-retire = 停用憑證
change-certificate-compromise = 憑證外洩
change-seal-make = 製作印章
change-seal-hand-back = 繳回印章
change-seal-destroy = 銷毀印章
change-seal-custodian = 變更印章保管人
change-seal-certificate = 變更印章憑證
change-seal-change = 印章資訊變更
change-settings = 系統設定
change-calendar = 工作日曆
change-workflows = 流程
change-themes = 頁面樣式
change-hooks = 檔案庫掛鉤
forgets-key = 金鑰本身
forgets-revocation = 廢止聲明

## 填寫內容的種類

kind-text = 文字
kind-date = 日期（如 2026-03-02）
kind-time = 時間（如 2026-03-02 09:30）
kind-number = 整數
kind-check = 是否（true 或 false，不加引號）
kind-choice = 所列選項之一
kind-unit = 單位代號
kind-person = 人員代號
kind-seal = 印章代號
kind-subject = 事項編號（如 documents/2026/0302-9f3a）
kind-file = 附件的檔名
kind-audience = 閱讀範圍：*（全體人員）、單位短名、單位短名/*（含下屬單位）、單位短名/崗位、@人員短名
kind-list = 清單（如 ["甲", "乙"]），各項均須符合本項的填寫要求

## 清單的分隔

list-separator = 、

cmd-kanhe = 勘合：單位的簽章檔案庫。一次提交即一次辦理，一個標籤即一枚印章。
cmd-kanhe-after =
    第一次使用：kanhe init 建檔，kanhe new 擬稿，kanhe submit 送審。各命令的用法見 kanhe 〈命令〉 --help。

    結束碼：0 已完成；1 不予辦理，或驗證不通過；2 用法有誤；3 未能完成，或材料不全。
    文字語種由 --lang 選定，其次看環境變數 KANHE_LANG 和系統語言；都沒有時用簡體中文。
cmd-init = 建立新的檔案庫
cmd-new = 擬稿：按事項類別的表單新建文稿
cmd-submit = 送審：將文稿連同附件提交審核
cmd-revise = 修改：提交修改後的文稿，從第一個環節重新審核
cmd-approve = 同意
cmd-disagree = 不同意
cmd-read = 已閱（在需要表態的環節，按不同意處理）
cmd-return = 退回擬稿人，或者退回已經過的環節
cmd-issue = 簽發，同時編排文號
cmd-seal = 用印
cmd-withdraw = 撤回已送審、尚未簽發的事項
cmd-execute = 執行已核准的變更申請
cmd-affirm = 確認一項簽署存疑的辦理屬實
cmd-complete = 辦結：交辦的事已經辦完，寫明結果
cmd-reply = 答覆：說明情況，不作決定；退回而無須修改的，擬稿人也用它重新送審
cmd-add-sign = 加簽：請另一人也簽署，在本人之前、之後或者同時；或者由上一級領導越級簽署
cmd-remove-sign = 減簽：收回本人的加簽或者委派，對方應尚未辦理
cmd-transfer = 轉辦：交給另一人辦理，由其決定
cmd-consult = 委派：先請另一人答覆，再由本人決定
cmd-take-back = 拿回本人剛辦的、其後無人接著辦理的一項
cmd-terminate = 終止：事項到此為止，不再辦理
cmd-urge = 催辦：提醒目前的承辦人
cmd-circulate = 傳閱：送給他人閱知
cmd-send = 發送：把已用印的公文送給主送、抄送的單位和人員
cmd-receive = 簽收：核對正文和格式後收下發來的公文
cmd-refuse = 退回來文：核對不符或者接收不成的，寫明原因退回，請對方重發
cmd-instruct = 批示：由領導另定辦理時限
cmd-void = 撤銷：使已辦完的事項自始無效
cmd-repeal = 廢止：使已辦完的事項自即日起失效
cmd-recall = 收回授權：使外出授權立即失效
cmd-status = 查看事項辦到哪一步；不寫事項時，與 kanhe inbox 相同
cmd-log = 按時間倒序列出辦理紀錄
cmd-show = 顯示最近一次提交的文稿
cmd-lint = 檢查公文格式（文號、標題、收文對象、落款、附件、層次、標點），逐行指出並註明依據
cmd-book = 收發文登記簿：各單位逐年發出和收到的公文，缺號一併列出
arg-book-unit = 只看這個單位的（代號）
arg-book-year = 只看這一年的
arg-book-incoming = 只看收文登記簿
arg-book-outgoing = 只看發文登記簿
arg-book-csv = 輸出表格（CSV），可重新導向到檔案，用試算表程式開啟
arg-subjects = 事項編號或者資料夾路徑，可以寫多個
lint-nothing = 沒有發現格式問題。
lint-line = { $at }：{ $says }（{ $clause }）
book-none = 沒有這樣的登記簿。
book-no-gaps = 無
book-line = { $year } { $unit } { $kind } { $register }：{ $given } 件，缺號：{ $gaps }
format-title-without-kind = 標題應當以文種結尾：「……的{ $expected }」
format-title-mark = 標題中一般不用「{ $found }」
format-no-text = 沒有正文
format-number = 發文字號「{ $found }」應當寫作「{ $expected }」：年份全稱，用六角括號，不編虛位，不加「第」
format-date = 日期「{ $found }」應當用阿拉伯數字寫全，月、日不編虛位
format-recipients-in-text = 「{ $found }」：主送機關由表單印出，正文不再寫
format-recipient-twice = 「{ $found }」在主送、抄送中寫了不止一次
format-recipient-unknown = 沒有叫「{ $found }」的單位，是否為「{ $expected }」
format-signature-in-text = 「{ $found }」：署名和成文日期由系統印出，正文末尾不再寫
format-attachments-in-text = 「{ $found }」：附件說明由表單印出，正文不再寫
format-attachment-missing = 文中提到「{ $found }」，實有附件 { $count } 個
format-attachment-unnamed = 文件「{ $found }」沒有列入附件
format-attachment-number = 附件「{ $found }」的順序號不對，應當以「{ $expected }」開頭；只有一個附件的不編順序號
format-level = 層次序數「{ $found }」應當寫作「{ $expected }」
format-mark = 「{ $found }」：漢字之間用全形標點
format-no-contact = 請示應當在附註處寫明聯繫人和電話
cmd-verify = 從信任根起驗證整個檔案庫
cmd-checkpoint = 列印檢查點，供日後核對檔案庫是否被截短或改寫
cmd-root = 列印信任根，供公布在紙面上
cmd-build = 產生內部網站
cmd-serve = 產生內部網站並在本機開啟，檔案庫有變動即更新
cmd-front = 產生前置 nginx 的設定，或者（--systemd）執行本程式的服務單元
cmd-gate = 伺服器上的關口：推送來的辦理經審查合格才放行
cmd-gate-pre-receive = 審查一次推送（由 git 呼叫）
cmd-gate-post-receive = 推送放行後更新快取（由 git 呼叫）
cmd-gate-install = 在伺服器儲存庫中裝上關口
cmd-demo = 建立一個示範用的檔案庫
arg-subject = 事項編號，如 documents/2026/0302-9f3a；也可寫該事項資料夾的路徑
arg-opinion = 意見
arg-reason = 理由
arg-as = 以誰的名義辦理：人員代號或憑證指紋。不寫時用本庫設定 kanhe.person，再用金鑰環中唯一的登記人員
arg-remote = 推送到哪個遠端儲存庫；不寫時用 origin
arg-local = 只記入本機的檔案庫，不推送
arg-seal-seal = 用哪枚印章（印章代號）；不寫時用發文機關唯一的印章
arg-affirm-act = 要確認的是第幾項；不寫時為該事項中第一項存疑的
arg-on_behalf_of = 代誰辦理（人員代號）；應有其有效的外出授權
arg-checked = 本人已查看此前的辦理經過，確認符合流程
arg-to = 請誰辦理或者交給誰辦理（人員代號）
arg-remove-sign-to = 減去誰（人員代號）
arg-circulate-to = 傳閱給誰（人員代號）；可多次使用
arg-circulate-unit = 傳閱給哪個單位的全體人員（單位代號）；可多次使用
arg-send-to = 主送：單位代號、「單位/*」（含下屬單位）、「@人員」、「+收文單位組」或者「:往來機關」；可多次使用。不寫時按文稿的主送、抄送
arg-send-cc = 抄送：寫法與 --to 相同；可多次使用
arg-receive-subject = 事項；用 --from 時為外機關發來的文件包或者回執
arg-receive-from = 來自哪個往來機關：系統設定中的名稱，或者它的信任根（一行文字或者檔案）
arg-receive-set = 填寫登記表的項目，如 --set host=office；可重覆
arg-receive-receipt = 登記後製作回執，放到這個資料夾
arg-receive-refuse = 不登記，寫明原因退回；製作退回的回執
arg-receive-seal = 用哪枚印章簽回執（印章代號）；不寫時用本機有金鑰的收文單位印章
arg-send-parcels = 為發給往來機關的製作文件包，放到這個資料夾
arg-parcel-card-name = 對方給本機關起的名稱（代號），如 river
arg-parcel-card-seal = 用哪些印章往來（印章代號）；可多次使用，不寫時為所有在用的
arg-parcel-write-to = 只為這個往來機關製作；可多次使用，不寫時為所有已發給的
arg-parcel-write-out = 放到哪個資料夾
arg-parcel-write-seal = 用哪枚印章簽名（印章代號）；不寫時用文上印章中本機有金鑰的
arg-parcel-receipt-out = 放到哪個資料夾
arg-parcel-receipt-seal = 用哪枚印章簽名（印章代號）；不寫時用本機有金鑰的收文單位印章
arg-parcel-check-file = 文件包或者回執
arg-parcel-check-from = 來自哪個往來機關：系統設定中的名稱，或者它的信任根
arg-for = 為誰簽收或者退回：單位代號或「@人員」；只有一處可辦時不必寫
arg-return-to = 退回到哪個環節（環節代號），應為本輪已經過的；不寫時退回擬稿人
arg-previous = 退回到最近經過的環節
arg-straight = 重新辦理後直接回到本環節，其間的環節不再重走
arg-place = 加簽的位置：before（前加簽）、after（後加簽）或 with（並加簽）；不寫時為 with
arg-lift = 本人是上一級領導，越級簽署，由本人決定本環節；須寫明 --reason
arg-instruct-due = 辦理時限，如 "2026-03-02 17:00"，按本單位的時區
arg-dir = 新檔案庫的資料夾，應為空或尚不存在
arg-init-title = 機關或系統的名稱
arg-init-name = 建檔人的姓名
arg-init-email = 建檔人的電子郵件地址
arg-init-key = 建檔人簽章金鑰的指紋；不寫時新建一把
arg-init-seal_key = 印章金鑰的指紋；不寫時新建一把
arg-init-unit = 單位名稱，也是印章上的名稱；不寫時與 --title 相同
arg-init-code = 機關代字，用於編排文號
arg-init-roster = 登記簿所在的資料夾，內有 units、people、seals
arg-init-time_zone = 時區，文號的年份按此計算；不寫時為 Asia/Shanghai
arg-init-bare = 建立伺服器用的儲存庫，不帶工作資料夾，並裝上關口
arg-init-no_passphrase = 新建的金鑰不設密語（僅供試用）
arg-new-collection = 事項類別，如 documents
arg-new-slug = 文稿資料夾的名稱：小寫字母、數字、連字號；不寫時按日期取名
arg-new-title = 標題
arg-new-set = 填寫表單中的一項，如 --set kind=函；可多次使用，多個值之間用逗號或頓號隔開；是否項寫 true 或 false
arg-log-count = 最多列出幾條；不寫時為 50 條
arg-verify-root = 紙面上公布的信任根（整行）；與檔案庫不符即為不通過
arg-verify-checkpoint = 先前留存的檢查點（整行）；可多次使用
arg-verify-checkpoints = 留存檢查點的檔案，每行一個；空行和以 # 開頭的行不計
arg-verify-against = 先前見過的另一份副本：查對末尾是否遭截去、歷史是否分岔、印章是否還在；可多次使用
arg-verify-since = 從這一號的快照接著驗證，之前的不再重讀；須同時給出 --root、--snapshot 和 --pin
arg-verify-snapshot = 先前留存的快照檔案
arg-verify-pin = 當時抄下的快照摘要（sha256:…），或 kanhe-snapshot 整行
arg-verify-save_snapshot = 驗證通過後，把快照存到這個檔案，並印出一行供抄存
arg-verify-now = 以這個時刻（秒數或 RFC 3339）查對日期和憑證期限；不給則結論與時間無關
arg-repository = 伺服器儲存庫所在的資料夾
arg-record = 檔案庫所在的資料夾；不寫時從目前資料夾逐級向上找
arg-lang = 文字語種：zh-CN、zh-TW 或 en
arg-json = 以 JSON 輸出，供其他程式讀取
arg-quiet = 只輸出結果，不作說明
arg-help = 顯示用法
arg-version = 顯示版本
misuse-command = 沒有指令 { $found }。
    .hint = 執行 { $command } --help 查看有哪些指令。
misuse-command-near = 沒有指令 { $found }。是不是 { $near }？
    .hint = 執行 { $command } --help 查看有哪些指令。
misuse-no-command = 沒有寫指令。
    .hint = 執行 { $command } --help 查看有哪些指令。
misuse-argument = 指令 { $command } 沒有 { $found } 這個選項或參數。
    .hint = 執行 { $command } --help 查看它有哪些選項；值以「-」開頭時，前面加「--」。
misuse-argument-near = 指令 { $command } 沒有 { $found } 這個選項或參數。是不是 { $near }？
    .hint = 執行 { $command } --help 查看它有哪些選項；值以「-」開頭時，前面加「--」。
misuse-missing = 缺少：{ $missing }。
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-conflict = { $argument } 與 { $other } 不能同時使用。
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-twice = { $argument } 只能寫一次。
    .hint = 去掉多餘的一處；執行 { $command } --help 查看各項的意義。
misuse-no-value = { $argument } 後面沒有寫值。
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-choice = { $argument } 的值「{ $found }」不對，只能是：{ $values }。
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-value = { $argument } 的值「{ $found }」不對。應為：{ $expected }
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-values = { $argument } 的值的個數不對。
    .hint = 執行 { $command } --help 查看各項的意義。
misuse-other = 指令列有誤：{ $found }
    .hint = 執行 { $command } --help 查看用法。
help-usage = 用法：
help-commands = 命令
help-command = 命令
help-arguments = 參數
help-options = 選項
label-hint = 提示：
label-act = 第 { $seq } 號
verdict-valid = 有效
verdict-invalid = 無效
progress-judging = 正在核對辦理紀錄
cli-no-worktree = 這個儲存庫沒有工作資料夾，不能在此擬稿、送審。
cli-preview-no-worktree = 這個儲存庫沒有工作資料夾，沒有可以預覽的草稿。請去掉 --preview 再啟動。
    .hint = 請先用 git clone 複製到自己的電腦上，再到副本中辦理。
cli-no-subject = 「{ $found }」不是事項編號。
    .hint = 應為「類別/年份/名稱」，如 documents/2026/0302-9f3a；名稱只用小寫字母、數字和連字號。
cli-no-key = 金鑰環 { $home } 中沒有登記人員的簽章金鑰。
    .hint = 請插入智慧卡或 USB 金鑰；金鑰在別處的，請設定環境變數 GNUPGHOME。
cli-who = 金鑰環中有多名登記人員的金鑰：{ WORDS($people) }。請指明由誰辦理。
    .hint = 請加 --as 〈人員〉；在本庫固定用一人的，執行 git config kanhe.person 〈人員〉。
cli-nobody = 登記簿中沒有人員「{ $name }」。
    .hint = 請寫人員代號，即 content/people 下的資料夾名稱，或寫憑證指紋。
cli-no-certificate = { $name } 沒有有效的憑證，不能辦理。
    .hint = 請聯絡管理員登記憑證。
cli-no-unit = 登記簿中沒有單位「{ $unit }」。
    .hint = 請寫單位代號，即 content/units 下的資料夾名稱。
cli-no-recipients = 文稿的主送、抄送沒有寫明，或者有登記簿中沒有的：{ $names }。
    .hint = 文稿寫明的，本系統中有的是：{ $known }；請加在命令後面，或者用 --to、--cc 逐個寫明單位代號、「@人員」、「+收文單位組」。系統之外的按紙本途徑送達。
cli-receive-for-whom = 本人可以為多處簽收：{ $names }。
    .hint = 請用 --for 寫明為哪一處辦理。
cli-no-previous = 此事項沒有經過可以退回的環節。
    .hint = 要退回擬稿人的，請去掉 --previous；經過的環節請用 kanhe status 〈事項〉 查看。
cli-no-time = 「{ $found }」不是時間。
    .hint = 應寫作 "2026-03-02 17:00"，按本單位的時區；也可寫明時差，如 2026-03-02T17:00:00+08:00。
cli-done = 第 { $seq } 號：{ $verb }《{ $title }》，狀態：{ $stage }。
cli-numbered = 文號：{ $number }
cli-sealed = 印章：{ $reference }
cli-sent = 發給：{ $names }
cli-tries = 其間有他人先行辦理，已按最新情況重新審查、編號並簽章，共簽 { $tries } 次。
cli-kept = 您改過的檔案沒有動：{ $path }
desk-refused = 不予辦理。
desk-gate = 伺服器沒有收下這次辦理，本機也未作更動。伺服器的答覆：
desk-crowded = 連續 { $tries } 次都有他人先行辦理，這次沒有辦成。
    .hint = 請稍後再試；文稿沒有更動。若此時並無他人辦理，可能是伺服器上有遺留的鎖定檔，請管理員執行 kanhe doctor。
draft-missing = 沒有資料夾 { $path }。
    .hint = 請核對事項編號；新稿用 kanhe new 建立。
draft-special = { $path } 既不是檔案，也不是資料夾。
    .hint = 請換成檔案本身；檔案庫不收符號連結和裝置檔。
draft-name = 名稱「{ $name }」不能進檔案庫。
    .hint = 請改名：不超過 200 位元組，不含 < > : " / \ | ? *，首尾不用點、短橫和空格，也不用 CON、NUL 等系統保留的名稱。
draft-size = { $path } 為 { $size } 位元組，最多 { $limit } 位元組。
    .hint = 請壓縮或者拆分該檔案。
draft-io = 無法讀寫 { $path }：{ $error }
    .hint = 請核對權限和磁碟空間後重試。
init-occupied = 資料夾 { $path } 裡已有內容，不能在此建檔。
    .hint = 請另選一個空的或尚不存在的資料夾。
init-zone = 沒有時區「{ $zone }」。
    .hint = 請用標準名稱，如 Asia/Shanghai、Asia/Taipei、Asia/Urumqi。
init-key = 按登記簿建檔時，應寫明建檔人的金鑰。
    .hint = 請加 --key 〈指紋〉；指紋用 gpg --list-secret-keys 查看。
init-making-key = 正在為 { $user } 產生簽章金鑰……
init-making-seal = 正在產生印章金鑰（{ $user }）……
init-code = 文
init-done =
    檔案庫已建立：{ $dir }
    私密金鑰在 { $home }，請備份並妥善保管，切勿交給他人。
    請將下面一行信任根印在紙上公布，日後一切驗證以它為準：
new-done =
    新稿 { $subject }
    請編輯 { $path }，寫好後執行：kanhe submit { $subject }
new-no-title = 沒有寫標題。
    .hint = 請用 --title 寫明；登記收到的公文時，用 --set source=〈來文事項〉，標題取自來文。
new-exists = { $path } 已經存在。
    .hint = 請換一個名稱，或者直接修改已有的文稿。
new-field = 表單中沒有「{ $name }」這一項；可以填寫的有：{ WORDS($known) }。
    .hint = 寫法為 --set 〈項目〉=〈內容〉，如 --set kind=函；kanhe propose、import、key、workflow adopt 用 --field。
status-stage = 狀態：{ $stage }
status-drafter = 擬稿：{ $name }
status-step = 環節：{ $step }
status-waiting = 等候：{ $names }
status-digest = 摘要：{ $digest }
status-void = {"  "}（因第 { $seq } 號{ $verb }而失效）
status-doubted = {"  "}〔存疑，待流程中的其他人員確認〕
verify-valid = { $verdict } 驗證通過，截至第 { $seq } 號。
verify-invalid = { $verdict } 驗證不通過，截至第 { $seq } 號。
verify-invalid-nothing = { $verdict } 驗證不通過，檔案庫沒有讀。
verify-incomplete = { $verdict } 材料不全，不能下結論，截至第 { $seq } 號。
verify-incomplete-nothing = { $verdict } 材料不全，不能下結論，沒有可讀的辦理。
verify-more-findings = 另有 { $count } 處，用 --json 列出全部。
verify-compared = 與副本「{ $copy }」比對：共有的辦理到第 { $seq } 號，印章一致 { $seals } 枚。
verify-expired = 憑證已於 { $day } 到期：{ $path }
verify-expiring = 憑證將於 { $day } 到期（不足 { $days } 天）：{ $path }
verify-counts = 辦理 { $acts } 項，其中無效 { $refused } 項；印章完好 { $seals } 枚。
verify-not-last-seal = 最後一枚印章尚未由其後的辦理登記，是否當初那一枚還不能證明：{ $reference }
verify-not-everything = 全部內容均未核對。
verify-not-whose-record = 沒有給出信任根，只能說明這個檔案庫前後一致，不能說明它就是本單位的檔案庫。請用 --root 寫上紙面公布的一行再驗證。
verify-not-later-acts = 沒有給出檢查點或另一份副本，末尾若遭截去，無從發現。請用 --checkpoint 寫上先前留存的一行，或用 --against 指明先前的副本再驗證。
verify-not-before-since = 第 { $seq } 號及以前的內容沒有重讀，以快照為準：其中的檔案、簽名和印章標籤只查了引用是否未動。
verify-not-drafts = 草稿分支（refs/heads/drafts/）不屬於檔案庫，未予核對。
verify-foreign = 不屬於檔案庫、未予核對：{ $name }
verify-foreign-more = 不屬於檔案庫、未予核對的引用另有 { $count } 個。
verify-not-ever = 任何驗證都不能說明的：日期是否屬實（由簽名人自寫，只有先後可證），文件和附件所述是否屬實，庫中無人引用的物件。
verify-snapshot-not-saved = 驗證沒有通過，快照沒有儲存。
verify-checkpoints-unread = 檢查點檔案 { $path } 無法讀取：{ $error }
    .hint = 請核對路徑和權限；檔案應為 UTF-8 文字。
verify-checkpoints-line = { $path } 第 { $line } 行不是檢查點：「{ $found }」
    .hint = 每行一個，寫法為 kanhe-checkpoint v1 〈檔案庫編號〉 〈號數〉 sha256:〈摘要〉；註解以 # 開頭。
gate-input = 讀不到 git 傳來的內容：{ $error }
    .hint = 這一命令由 git 的掛鉤呼叫，不必自己執行。
gate-installed = 關口已裝在 { $path }。
gate-admitted = 收下第 { $seq } 號：{ $verb }《{ $title }》

# 產生、瀏覽與演示
build-done = 已產生 { $pages } 頁（寫入 { $written } 個檔案，移除 { $removed } 個），截至第 { $seq } 號：{ $out }
build-theme = 檔案庫中的主題無法使用，已改用內建主題：{ $fault }
build-occupied = 目錄 { $path } 不是空的，也不是由 kanhe 產生的，沒有寫入任何內容。
    .hint = 另選一個空目錄，或先移走其中的檔案。
build-busy = 目錄 { $path } 正由另一個 kanhe 寫入，沒有寫入任何內容。
    .hint = 每個目錄同時只能由一個 kanhe 寫入。請先停止另一個 kanhe serve 或等它產生完畢，或用 --out 另選目錄。
build-page = 頁面無法產生：{ $error }
    .hint = 原有頁面保持不變。請改正所述檔案後重試。
serve-at = 正在 http://{ $address }/ 提供服務，按 Ctrl+C 結束。
serve-at-socket = 正在 { $address } 提供服務，按 Ctrl+C 結束。
serve-watch = 監看檔案庫
serve-failed = 無法提供服務（{ $what }）：{ $error }
    .hint = 連接埠可能已被占用，可用 --listen 127.0.0.1:連接埠 另選一個。
serve-socket = 無法在通訊端 { $path } 提供服務：{ $error }
    .hint = 所在目錄必須存在且可寫，整個路徑不超過 107 位元組。
serve-taken = 通訊端 { $path } 上已有伺服器在應答，沒有改動。
    .hint = 請先停止另一個 kanhe serve，或用 --socket 另選路徑。
secret-unread = 無法讀取 { $path } 中的密鑰：{ $error }
    .hint = 請以執行伺服器的使用者產生：(umask 077; openssl rand -hex 32 > { $path })。
secret-shared = 密鑰檔案 { $path } 只能由擁有者讀寫，現在其他人也能讀寫（權限 { $mode }）。
    .hint = 原密鑰可能已經外洩，請重新產生，並收緊權限：chmod 600 { $path }。
secret-weak = { $path } 中的密鑰只有連續 { $found } 個可見的 ASCII 字元，至少需要 { $least } 個，且不能有其他內容。
    .hint = 可以這樣產生：(umask 077; openssl rand -hex 32 > { $path })。
oidc-unread = 無法讀取身分提供者的設定檔 { $path }：{ $error }
    .hint = 檔案寫法見 docs/operate.md。
oidc-faulty = 設定檔 { $path } 沒有正確寫明身分提供者：{ $what }
    .hint = 檔案寫法見 docs/operate.md。
front-head = nginx 設定，由 kanhe front 產生。勘合這樣啟動：
front-folder = 勘合說明檔案在哪個目錄
front-ask = 對所有人開放、且沒有登入的，直接傳送；其餘的每次先問勘合
front-hidden = 不對外的
front-kanhe = 由勘合回答的
front-proxy = 由負責登入的代理在此寫明是誰，並出示 kanhe serve --proxy-secret 的密鑰
front-down = 系統暫時不能使用，請稍後再試。
front-often = 請求過於頻繁，請一分鐘後再試。
front-unit = 由 kanhe front --systemd 產生
front-clear = 注意：沒有憑證，密碼將以明文經過網路。正式使用請加 --cert 和 --key。
front-path = { $option }：「{ $found }」不能寫進設定，路徑中不能有空格、引號、反斜線和 $ ; {"{"} {"}"} # % 等符號。
    .hint = 請換一個目錄，或者用符號連結給它一個沒有這些符號的路徑。
front-name = { $option }：「{ $found }」不是可用的名稱，只能用字母、數字、連字號和點。
    .hint = 例如 --server-name oa.example.org。
serve-followed-one = 已更新：第 { $act } 號，{ $pages } 頁
serve-opened = 已記入首次開啟：第 { $act } 號，{ $title }
serve-no-service = 「{ $name }」不是伺服器。
    .hint = 請用 --as 寫登記簿中 kind = "service" 的一項；人員的憑證不得放在伺服器上。
serve-service-clone = 複本不是伺服器，不記入首次開啟。
    .hint = 請在伺服器倉庫上使用 --as。
serve-followed = 已更新：第 { $first } 至 { $last } 號，{ $pages } 頁
progress-pages = 正在產生頁面
progress-demo = 正在演練辦理
demo-done =
    演示機關已建成，共 { $acts } 項辦理行為。
    檔案庫：{ $record }
    工作副本：{ $clone }
    全體人員的金鑰（GNUPGHOME）：{ $keys }
    信任根：{ $root }
demo-clone = 無法複製檔案庫：{ $error }
    .hint = 請確認已安裝 git。
demo-content = 演示內容有誤：{ $error }
arg-out = 產生到哪個目錄
arg-listen = 監聽的位址和連接埠
arg-socket = 改為監聽本機的通訊端（路徑），僅其擁有者和所屬群組可以連線
arg-preview = 同時顯示工作副本中尚未提交的草稿
arg-public = 允許監聽本機以外的位址（僅限可信網路）

cmd-pull = 取回他人的辦理，核驗後更新本副本
arg-digest = 所看文稿的內容摘要（sha256:…），預設以本副本為準
pull-done = 取回 { $count } 項辦理，截至第 { $seq } 號。
cli-no-remote = 本庫沒有登記遠端庫，無處取回。
    .hint = 請在用 git clone 複製的工作副本中執行。
cli-unseen = 本副本中還沒有事項 { $subject }，不能辦理沒有看過的文稿。
    .hint = 請先用 kanhe pull 取回並閱讀；已在網站上看過的，用 --digest 寫明頁面上的內容摘要。
serve-public = 位址 { $address } 可從其他電腦存取，預設只在本機提供服務。
    .hint = 請改用 127.0.0.1；確屬可信網路的，加上 --public。
pull-refused = 注意：第 { $seq } 號無效，其內容沒有寫入工作副本。請用 kanhe log 查看，並告知管理員。
cli-behind = 辦理已在遠端庫生效，但本副本沒有更新：{ $why } 請稍後執行 kanhe pull，不要重複辦理。

# 關口、健檢與 ssh 帳號
cmd-gate-reference-transaction = 參照變動前的核對（由 git 呼叫）
cmd-doctor = 健檢：檢查儲存庫的設定、掛鉤與遺留檔案，指出與應有狀態不符之處
cmd-shell = ssh 帳號的專用殼層：只許取回及推送指定的檔案庫
arg-gate-install-max_push = 一次推送最多多大，如 200m；不寫時保留原有設定，沒有設定者為 200m
arg-doctor-repository = 要檢查的儲存庫；不寫時檢查所在的檔案庫
arg-shell-allow = 准許使用的檔案庫，請寫絕對路徑；可多次使用
arg-shell-read_only = 只許取回，不許推送
gate-size = 「{ $found }」不是大小。
    .hint = 應為位元組數，或帶 k、m、g 的數，如 200m。
gate-kept = 原有的掛鉤並未覆寫，已改名保留：{ $path }
gate-admitted-seal = 收下印章：{ $reference }
gate-more-findings = 另有 { $count } 處未列出。
install-worktree = { $path } 帶有工作資料夾，是個人的副本，不能裝設關口。
    .hint = 關口只裝在伺服器的裸儲存庫中：請先用 git clone --mirror 複製，再裝關口。
install-hooks = { $path } 不是本儲存庫自己的資料夾，未裝設關口。
    .hint = 掛鉤不能放在別處。請查明來源，移走後再試。
pull-seal = 伺服器欠缺的印章已補上：{ $reference }
doctor-server = 伺服器儲存庫：{ $path }
doctor-clone = 工作副本：{ $path }
doctor-sound = 檢查 { $checked } 項，均無異常。
doctor-drifted = 檢查 { $checked } 項，發現 { $drifted } 處不符。
doctor-noticed = 檢查 { $checked } 項，檔案庫無異常；有以上 { $noticed } 件事需要處理。
doctor-unchecked = 未檢查：{ $what }
drift-is = { $item } 應為「{ $expected }」，現為「{ $found }」。
drift-set = { $item } 不應設為「{ $found }」。
drift-program = kanhe.program 應為可執行程式的絕對路徑，且不得人人可寫，現為「{ $found }」。
drift-there = 不應有 { $path }。
drift-left = 遺留檔案 { $path }，是遭中斷的作業留下的。
drift-hook-none = 缺少掛鉤 { $path }。
drift-hook-other = 掛鉤 { $path } 不是本程式所裝的內容。
drift-hook-idle = 掛鉤 { $path } 沒有執行權限，不起作用。
drift-hook-open = 掛鉤 { $path } 可遭他人改寫。
drift-open = { $path } 人人可寫。
drift-git = git 應為 { $expected } 版以上，現為「{ $found }」。
drift-gnupg = GnuPG 應為 { $expected } 版以上，現為「{ $found }」。
why-sign = 否則簽章可能不合檔案庫的要求。
why-bare = 伺服器儲存庫不帶工作資料夾，推送不會動到任何人的檔案。
why-hooks = 否則推送可以繞過審查。
why-history = 否則歷史可能遭推送刪改。
why-objects = 否則殘缺或偽造的物件可能進入儲存庫。
why-memory = 否則一次推送就可能耗盡記憶體或磁碟。
why-atomic = 否則用印的辦理與印章不能同進同退。
why-reach = 否則內外看到的參照與物件會與檔案庫不一致。
why-whole = 否則儲存庫不完整，單憑它無法驗證。
why-order = 否則看到的先後或內容可能不是真的。
why-trace = 否則參照變動的痕跡會逾期遺失。
why-prune = 否則正在推送的物件可能被當成垃圾清除。
why-durable = 否則斷電可能遺失已經收下的辦理。
why-others = 否則同一部主機的其他使用者可以繞過關口更動儲存庫。
why-included = 否則別處的檔案可以改變這些設定。
why-head = 否則複製到的不是檔案庫的主線。
why-git = 更舊的版本缺少關口或推送所依賴的功能。
why-left = 它會使日後的推送失敗，或白占磁碟。
remedy-install = 請重新執行：kanhe gate install { $path }
remedy-elsewhere = 請查明是誰在哪個檔案裡設定的（git config --show-origin --get-all { $key }），然後移除。
remedy-file = 請勿逕行刪除 { $path }：儲存庫中的物件可能要靠它才能找到。請先取齊物件（shallow 用 git fetch --unshallow，alternates 用 git repack -a -d），再刪除；或從可信來源另取一份完整的副本。
remedy-replace = 請查明來源，然後執行：git replace -d，或 git update-ref -d { $name }
remedy-left = 請先確認沒有人正在推送，也沒有 git 在執行，然後刪除：rm -r { $path }
remedy-head = 請執行：git symbolic-ref HEAD refs/heads/main
remedy-mode = 請執行：chmod o-w { $path }
remedy-git = 請升級到 { $expected } 版以上。
unchecked-acts = 辦理與印章本身，請用 kanhe verify
unchecked-settings = 各項設定，因為設定檔讀不出來
unchecked-left = 遺留檔案，因為此刻有人正在推送
unchecked-clock = 伺服器的時鐘是否準確
unchecked-access = sshd 的設定和帳號，備份是否還在原處
unchecked-remote = 遠端儲存庫，請在伺服器上執行 kanhe doctor
shell-greeting =
    這個帳號只供以 git 取回及推送檔案庫，不能登入作業。
    可用的檔案庫：{ $records }
    請在自己的電腦上執行 git clone，再用 kanhe 辦理。
shell-relative = 應寫絕對路徑，現為「{ $path }」。
    .hint = 例如：kanhe shell --allow /srv/kanhe/office.git

# 待辦與進展
cmd-inbox = 列出待辦、待閱的事項，逾期的在前
arg-inbox-unit = 列出某個單位全體人員的待辦（單位代號）
arg-now = 以這個時刻（秒數或 RFC 3339）為準；不寫時用本機的時鐘
inbox-head = { $name }：待辦 { $count } 件
inbox-head-overdue = ，逾期 { $count } 件
inbox-head-unread = ，待閱 { $count } 件
inbox-overdue = 逾期
inbox-urged = （已催辦 { $count } 次，最近 { $last }）
inbox-unread = 未閱
inbox-answer = { $step }（徵詢答覆）
inbox-send = 待發送
inbox-send-again = 被退回，待重發
inbox-receive = 待簽收
inbox-register = 已簽收，待登記
due-unknown = 尚未公布
due-never = 不限時
status-due = 本環節期限：{ $due }
status-respond = 首次辦理期限：{ $due }
status-whole = 全程期限：{ $due }
status-instructed = 批示期限（取代以上期限）：{ $due }
status-overdue = {"  "}〔逾期〕
status-unread = 未閱：{ $names }
fate-sent = 未簽收：
fate-opened = 已開啟，未簽收：
fate-received = 已簽收：
fate-refused = 已退回：
fate-registered = 已登記：
fate-handled = 已辦結：
status-read = 已閱：{ $names }
status-behalf = （代{ $name }）
status-straight = （辦後直接返回）
status-until = （期限 { $due }）
status-late = {"  "}〔逾期〕
status-reason = {"  "}（理由：{ $reason }）
status-ended-voided = 效力：第 { $seq } 號撤銷，自始無效
status-ended-repealed = 效力：第 { $seq } 號廢止，自 { $from } 起失效
status-ended-corrected = 效力：第 { $seq } 號更正，自 { $from } 起以更正後的為準
status-ended-recalled = 效力：第 { $seq } 號收回，自 { $from } 起失效
status-ended-by = （依據 { $subject }）
seat = {"  "}{ $name }（{ $titles }）{ $origin }  { $state }
seat-open = 可以辦理
seat-said = 已{ $verb }（第 { $seq } 號）
seat-of = 〔席位原屬{ $name }〕
seat-added = 〔{ $name }{ $how }〕
seat-escalated = 〔逾期升級〕
how-before = 前加簽
how-after = 後加簽
how-with = 並加簽
how-lift = 越級簽署
hold-answer = 等候{ $name }答覆
hold-before = 等候{ $name }先簽
hold-after = 等候{ $name }簽後再簽
hold-order = 依次，等候{ $name }

# 流程
cmd-workflow = 檢查、畫出、試辦一個流程，不寫入任何內容
cmd-workflow-try = 試辦：不用金鑰，由系統按同樣的規則在記憶體中走一遍流程
arg-workflow-try-workflow = 事項類別，或者流程檔案
arg-workflow-try-acts = 依次辦理：人員代號:辦理[:對象[:位置]][=意見[|逾期理由]]；+3d、+8h 表示過了三天、八小時
arg-workflow-try-as = 由誰擬稿（人員代號）；不寫時為第一個可以送審的人
arg-workflow-try-set = 填寫表單中的一項，如 --set days=3；可多次使用
try-unit = 示範單位
try-person = 某某
try-word = 試辦
try-agreed = 同意
try-filled = 以下必填項未寫，已代為填寫：{ $fields }
try-waiting = 環節：{ $step }，等候：{ $names }
try-execute = 試辦到此為止：執行會改動規定本身。
try-nobody = 登記簿中沒有可以擬稿的人：沒有一人持有效的憑證。
    .hint = 請核對 content/people；沒有檔案庫時，試辦用的是一個示範單位。
try-act = 「{ $found }」不是一項辦理。
    .hint = 寫法：人員代號:辦理[:對象[:位置]][=意見[|逾期理由]]，如 li:add-sign:wang:before=請先核；+3d 表示過三天。
try-target = 辦理 { $verb } 的對象「{ $found }」不對。
    .hint = transfer、consult、remove-sign、circulate 後寫人員代號；add-sign 後寫人員代號和 before、after 或 with，或者只寫 lift；return 後可寫環節代號和 straight；instruct 後寫時間；其他的後面不寫。
try-affirm = 試辦中沒有存疑的辦理，不能用 affirm。
    .hint = 請去掉這一項。
new-value = 「{ $name }」應為{ WORDS($kind, of: "kind") }，現為「{ $found }」。
    .hint = 寫法為 --set { $name }=〈內容〉；列表的各項之間用逗號或頓號隔開。
gap = 登記簿缺項：{ $place }：{ $gap }
gap-unit = 沒有單位 { $unit }
gap-parent = 單位 { $unit } 沒有上級單位
gap-post = { $unit } 沒有崗位 { $post }
gap-holder = { $unit } 的崗位 { $post } 沒有可以簽名的人
gap-member = 單位 { $unit } 沒有可以簽名的人
gap-seal = 單位 { $unit } 沒有有效的印章
gap-anywhere = 各單位
who-post = { $unit } { $post }
who-above = { $unit }起的上一級 { $post }
who-member = { $unit }全體人員
who-custodian = { $unit }印章的保管人
who-person = 「{ $field }」所填人員
who-drafter = 擬稿人
who-signer = 簽發人
who-everyone = 全體人員
who-weight = { $who }（權重 { $weight }）
unit-drafter = 擬稿單位
unit-issuer = 發文機關
unit-concerned = 所涉單位
unit-field = 「{ $field }」所填單位
unit-parent = { $unit }的上級
when-filled = 填了「{ $field }」{ $value }
when-empty = 未填「{ $field }」{ $value }
when-is = 「{ $field }」為{ $value }
when-min = 「{ $field }」不小於 { $value }
when-max = 「{ $field }」不大於 { $value }
when-or = 或
when-and = 且
limit-hours = { $n } 小時
limit-working-hours = { $n } 個工作小時
limit-working-days = { $n } 個工作日
limit-when = { $limit }（{ $when }）
rule-all = 會簽：全體同意
rule-sequence = 依次：逐個同意
rule-any = 或簽：一人即可
rule-at-least = 至少 { $n } 人
rule-vote = 票簽：超過 { $percent }%
cmd-workflow-check = 檢查流程檔案或工作日曆檔案，指出錯在哪裡、應當怎樣寫
cmd-workflow-draw = 畫出流程：表單、各環節由誰辦、怎樣算通過
arg-workflow-check-file = 要檢查的檔案，如 workflows/leave.toml 或 workflows/calendar/2026.toml
arg-workflow-draw-workflow = 事項類別，或者流程檔案
flaw-key = 這裡沒有「{ $found }」這一鍵；可以寫的有：{ WORDS($known) }。
flaw-word = 「{ $found }」不能寫在這裡；可以寫的有：{ WORDS($known) }。
flaw-meant = 是不是要寫「{ $meant }」？
check-broken = 共 { $count } 處錯誤，不能使用。
check-sound = 沒有錯誤：{ $title }，表單 { $fields } 項，環節 { $count } 個：{ $steps }
check-calendar = 沒有錯誤：{ $year } 年，放假 { $off } 天，調休上班 { $on } 天。
asks-field = 表單必須有 title 一項：type = "text"，required = true，不是列表。
asks-when = 條件只能用表單中有的項目；min、max 只用於 number。
asks-who = 這裡只能用表單中類型相符的項目：person 用 person 項，field 用 unit 項；weight 為 1 至 100。
asks-limit = 期限應為 hours、working-hours、working-days 中的一種，1 至 10000。
asks-check = 規則所說的項目應在表單中，且類型相符；至少要有一條要求。
asks-step-verbs = 每個環節恰有一種向前辦的動作（approve、issue、seal、execute、complete），或者只供閱知（read）；seal 單獨使用，execute 只在 changes 的最後一個環節。
asks-step-rule = issue、seal、execute 的環節應為 any；at-least 為 1 至 1000，vote 為 0 至 99。
asks-step-then = agree 只能到後面的環節，不得越過簽發；pass、next 只用於 approve 或 read；escalate 與 timeout = "escalate" 同時寫。
asks-step-name = 環節名不得重複，也不得為 drafter。
asks-step-when = issue、execute 的環節不得帶條件。
asks-numbering = 有且僅有一個 issue 環節時，才寫 numbering。
draw-form = 表單（* 為必填）
draw-end = 完成
draw-anytime = 隨時可以
draw-drafter = 擬稿
draw-number = 文號
draw-whole = 全程期限
draw-kept = 保管期限
draw-when = 條件
draw-when-short = （{ $when }）
draw-who = 由誰辦
draw-rule = 算通過
draw-verbs = 可以
draw-respond = 首次辦理
draw-lift = 越級代簽
draw-limit = 期限
draw-then = 之後
then-done = 通過即辦完
then-step = 通過即到「{ $step }」
then-drafter = 不同意則回到擬稿人
then-end = 不同意即否決
then-next = 不同意也照樣往下
then-inform = 不同意時告知{ $who }
then-pass = 逾期視為通過
then-escalate = 逾期後可由{ $who }辦理

# 工作日曆
cmd-calendar = 工作日曆：節假日和調休
cmd-calendar-import = 匯入公開的節假日資料，起草變更申請
arg-calendar-import-file = 節假日資料檔案（JSON：year、papers、days）
arg-calendar-import-year = 檔案應為哪一年的；不寫時以檔案為準
calendar-title = { $year } 年節假日和調休安排
calendar-body = 依據以下文件，更新工作日曆：
calendar-done =
    已起草變更申請 { $subject }：{ $year } 年放假 { $off } 天，調休上班 { $on } 天。
    請與通知原文核對 { $folder }，無誤後執行：kanhe submit { $subject }
    經審批並執行後生效。
calendar-wrong = { $path } 的 { $place }：應為{ $expected }，現為「{ $found }」。
    .hint = 檔案的寫法：year 為年份，papers 為通知的文號或網址，days 中每項有 name、date（如 2026-01-01）、isOffDay（true 放假，false 上班）。
calendar-wants-form = 規定寫法的 JSON
calendar-wants-year = 四位的年份
calendar-wants-that-year = --year 所寫的年份
calendar-wants-papers = 至少一份通知
calendar-wants-days = 至少一天
calendar-wants-date = 日期（如 2026-01-01）
calendar-wants-date-of-year = 該年的日期
calendar-wants-date-once = 不重複的日期
try-done = 已辦
cmd-workflow-try-after =
    不寫辦理時，每個環節由第一個可以辦理的人向前辦。寫了，就依次照辦：
      li:approve=同意                    李同意
      li:approve=同意|外出                李逾期同意，寫明理由
      wang@li:approve                    王代李同意
      li:transfer:wang  li:consult:wang  李轉辦、委派給王
      li:add-sign:wang:before            李請王前加簽（before、after、with）
      li:add-sign:lift                   李越級簽署
      li:return:review:straight          李退回到 review，辦後直接返回；不寫環節即退回擬稿人
      li:circulate:wang,zhao             李傳閱給王、趙
      li:instruct:"2026-03-02 17:00"     李另定期限
      +3d  +8h                           過三天，過八小時

draft-must = { $label }（{ $kind }，必填）
draft-may = { $label }（{ $kind }）
draft-choices = ：{ $choices }


# 金鑰
cmd-key = 自己的金鑰：產生、登記、續期、掛失
cmd-key-new = 產生一把簽章金鑰
cmd-key-register = 把憑證登記到登記簿，或備妥交給管理員的資料
cmd-key-renew = 延長金鑰的有效期，並申請更新憑證
cmd-key-lost = 掛失：憑證或印章遺失、被竊，立即暫停
cmd-key-list = 列出本機的私密金鑰：是誰的，能否使用，到哪天為止
arg-key-new-another = 同名的金鑰已有時另做一把，如原來的已經遺失
arg-key-new-name = 姓名，寫入金鑰的使用者識別
arg-key-new-email = 電子信箱
arg-years = 從今天起有效幾年；不寫則為 2
arg-no_passphrase = 不設密碼（僅供試用）
arg-key-register-person = 憑證歸哪個人（代號）；不寫則為本人，或按信箱查找
arg-key-register-seal = 印章的憑證：印章代號
arg-key-register-key = 金鑰指紋；不寫則取本機唯一一把尚未登記的
arg-key-register-out = 資料放在哪個資料夾
arg-key-register-record_id = 檔案庫識別碼；手邊沒有檔案庫時填寫
arg-key-register-from = 別人交來的資料：資料夾，或其中的 kanhe-key.toml
arg-key-register-new = 此人尚不在登記簿中，一併開通
arg-key-register-unit = 新人員所在的單位（代號）
arg-key-register-post = 新人員的崗位，如 finance/clerk；可重複
arg-key-register-detail = 登記簿中的其他項目，如 code=1024；可重複
arg-request = 變更申請的編號或名稱；不寫則自動命名
arg-title = 標題；不寫則按變更內容擬定
arg-set = 填寫表單項目，如 --set reason=遺失補發；可重複
arg-evidence = 隨附的資料：檔案，或 項目=檔案；可重複
arg-submit = 寫好後立即提交
arg-key-renew-out = 資料放在哪個資料夾
arg-key-renew-key = 金鑰指紋；不寫則為本人簽章所用
arg-key-renew-subkey = 另加一把簽章子金鑰，舊的到期作廢
arg-key-lost-person = 憑證持有人（代號）；不寫則為本人
arg-key-lost-seal = 掛失的印章（代號）
arg-key-lost-certificate = 只掛失這一張憑證（指紋）
arg-key-lost-kind = 情形：表單所列的一項，或其序號
arg-key-lost-circumstances = 經過
arg-key-lost-noticed = 發現時間，如 "2026-03-02 09:30"；不寫則為現在
key-new-before =
    即將產生一把簽章金鑰。它就是您在檔案庫中的簽章，請先看完再往下做：
    - 稍後會跳出視窗（{ $program }），請您設一個密碼，再重複一次。以後每次簽章，都是這個視窗來問密碼。
    - 密碼只有您一個人知道：管理員不會向您要，本程式看不到，也不儲存。
    - 密碼忘了，沒有辦法找回；只能掛失，另做一把金鑰（kanhe key lost，kanhe key new）。
    - 私密金鑰存放在這台電腦的 { $home } 中，不會離開這台電腦。請備份這個資料夾，切勿交給他人。
    - 金鑰有效期 { $years } 年，到期前可以續期（kanhe key renew）。
key-new-tty = 密碼將在本終端機中詢問。如果沒有出現詢問，請先執行：export GPG_TTY=$(tty)
key-new-open = 正在產生不設密碼的簽章金鑰，私密金鑰在 { $home }：得到它的人都能以您的名義簽章，僅供試用。
key-new-no-pinentry = 找不到詢問密碼的程式（pinentry），沒有產生金鑰。
    .hint = 請安裝其中之一：pinentry-gnome3、pinentry-qt（桌面），pinentry-curses（終端機）；macOS 為 pinentry-mac，Windows 隨 Gpg4win 安裝。裝好後重試。
key-new-name = 姓名：
key-new-email = 電子信箱：
key-new-who = 還不知道金鑰是誰的。
    .hint = 請寫明：kanhe key new --name 姓名 --email 信箱
key-new-done =
    金鑰已產生：{ $user }，有效期至 { $until }。
    指紋：{ $key }
    私密金鑰在 { $home }，請備份。
    下一步，把憑證登記到登記簿：kanhe key register
key-slip-done =
    資料已放在 { $folder }：{ $files }
    歸屬：{ $entry }，指紋：{ $key }
    其中沒有私密金鑰，也沒有密碼。請把整個資料夾交給本單位管理員，並當面核對指紋。
    管理員收到後執行：kanhe key register --from { $folder }（登記簿中還沒有此人的，加 --new --unit 單位代號）
key-register-none = { $home } 中沒有可以登記的簽章金鑰。
    .hint = 先產生一把：kanhe key new；本機有哪些金鑰：kanhe key list。
key-register-which = 本機有幾把尚未登記的金鑰：{ $keys }
    .hint = 請用 --key 指明其中一把的指紋。
key-register-person = 從金鑰的使用者識別看不出此人的代號。
    .hint = 請用 --person 寫明代號，如 lin-xiao。
key-register-reason = 登記憑證
key-renew-before = 正在延長金鑰 { $key } 的有效期 { $years } 年。稍後視窗（{ $program }）會問它的密碼。
key-renew-subkey = 正在為金鑰 { $key } 另加一把簽章子金鑰，有效期 { $years } 年；稍後視窗（{ $program }）會問密碼。從此用新的子金鑰簽章，登記簿更新之前，用這把金鑰簽的辦理不會被接受：請由管理員或用另一張憑證提交更新申請。
key-renew-done = 金鑰有效期已延長到 { $until }。登記簿更新以後才算數。
key-renew-reason = 憑證續期
key-renew-unknown = 憑證 { $key } 不在登記簿中，沒有可更新的。
    .hint = 新金鑰請先登記：kanhe key register。
key-renew-longer = 金鑰的有效期已到 { $until }（—為長期），不必延長。
    .hint = 要延長得更久，請加大 --years。
key-renew-alone = 目前只有您一人能夠簽署；另加子金鑰後，登記簿更新之前誰也不能辦理。
    .hint = 請只延長有效期（不加 --subkey），或者先為另一名人員登記憑證。
key-folder-occupied = 資料夾 { $path } 裡已有內容。
    .hint = 請先移走，或者用 --out 另寫一個資料夾。
key-lost-title = 掛失：{ $whose }
key-lost-whose = 沒有寫明掛失誰的憑證或哪枚印章。
    .hint = 請加 --person 代號 或 --seal 代號。
key-lost-missing = 掛失還缺：{ $fields }
    .hint = 請補上；在終端機中執行時會逐項詢問。
key-lost-nobody = （暫無可辦理的人，掛失照樣有效）
key-lost-done =
    已暫停：{ $keys }。從現在起，用它簽的辦理一概不收。
    由 { $names } 核實（期限：{ $due }）：同意則保持暫停，不同意（誤報）則恢復。
    接下來：
    { $of ->
        [seal] - 給印章另做一把金鑰並登記：kanhe key new --another，kanhe key register --seal 代號
       *[person] - 本人另做一把金鑰並登記：kanhe key new --another，kanhe key register
    }
    - 不再使用：kanhe propose 名稱 --retire 指紋
    - 可能已落入他人之手：kanhe propose 名稱 --compromised 指紋 --after { $last }（寫最後一項沒有疑問的辦理的編號）
    辦理情況：kanhe status { $subject }
key-list-none = { $home } 中沒有私密金鑰。產生一把：kanhe key new
key-list-head = { $home } 中的私密金鑰：
key-list-nobody = （未登記）
key-list-lost = 已掛失
key-list-expired = { $day } 已到期
key-list-until = 至 { $day }
key-list-ever = 長期
key-list-card = （在卡上）
slip-missing = 資料不全：沒有 { $name }。
    .hint = 應為 kanhe key register 產生的整個資料夾。
slip-wrong = { $name } 不能使用：{ $found }
    .hint = 請對方用 kanhe key register 重新產生。
slip-other-record = 資料是為另一個檔案庫（{ $found }）做的，本檔案庫為 { $expected }。
    .hint = 請對方在本檔案庫中重做，或寫 --record-id { $expected }。
slip-other-entry = 持有證明寫的是 { $found }，不是 { $expected }；證明不能改歸他人。
    .hint = 請對方用 --person 或 --seal 寫明代號重做。
slip-new = 登記簿中沒有 { $entry }。
    .hint = 新人員請加 --new --unit 單位代號；新印章先用 kanhe propose --new 起草。
slip-unit = 沒有寫明新人員在哪個單位。
    .hint = 請加 --unit 單位代號。

# 變更申請
cmd-propose = 起草變更申請，或接著改：取出條目來改，或直接寫明要怎樣改
cmd-propose-after =
    條目寫作 units/代號、people/代號、seals/代號，或 kanhe.toml、workflows/名稱.toml。例如：
      kanhe propose move people/wang --set unit=finance posts=finance/clerk
      kanhe propose team --new units/team --set title=一隊 parent=survey posts.head=隊長
      kanhe propose merge --abolish survey --into office --move-people --disposition 檔案併入辦公室
      kanhe propose stolen --compromised 指紋 --after 41
    只寫條目而不寫 --set，則取出檔案供您編輯。清單用 posts+=、posts-= 增減；值為空則刪去該項。
    --field 填寫申請的表單，--evidence 隨附資料。
arg-propose-request = 申請的名稱或編號：已有的接著改，沒有的新起草
arg-propose-entries = 條目，如 people/wang；可以有幾個
arg-propose-new = 新條目，如 people/lin-xiao
arg-propose-set = 寫入條目的項目，如 phone=123；可以有幾個
arg-propose-abolish = 撤銷單位：人員、崗位、印章、下級單位一併處理
arg-propose-into = 併入哪個單位
arg-propose-disposition = 檔案如何處置
arg-propose-move_people = 人員轉到併入的單位；不寫則按離職處理
arg-propose-leave = 此人離職；可重複
arg-propose-hand_back = 繳回印章；可重複
arg-propose-destroy = 銷毀已繳回的印章；可重複
arg-propose-retire = 停用憑證（指紋）；可重複
arg-propose-suspend = 暫停憑證（指紋）；可重複
arg-propose-restore = 恢復暫停的憑證（指紋）；可重複
arg-propose-compromised = 憑證可能外洩（指紋），須寫 --after
arg-propose-after = 最後一項沒有疑問的辦理的編號
arg-field = 填寫申請的表單項目，如 --field reason=調崗；可重複
propose-spot = 「{ $found }」不是可以變更的條目。
    .hint = 應為 units/代號、people/代號、seals/代號，或 kanhe.toml、workflows/名稱.toml。
propose-unknown = 沒有 { $entry }。
    .hint = 請核對代號；新條目請用 --new。
propose-exists = { $entry } 已經有了。
    .hint = 改動它不用 --new；另立一個請換代號。
propose-key = { $entry } 沒有「{ $key }」這一項；可以寫的有：{ WORDS($known) }。
    .hint = 崗位寫作 posts.head=局長（單位）或 posts=單位/崗位（人員）；憑證用 kanhe key register。
propose-value = 「{ $key }」不能寫「{ $found }」。
propose-not-listed = 登記簿中沒有憑證 { $key }。
    .hint = 指紋為 40 或 64 位大寫十六進位數字；kanhe who 列出各人的憑證。
propose-listed = 憑證 { $key } 已歸 { $entry }。
    .hint = 續期請用 kanhe key renew；一把金鑰只能歸一人。
propose-whereto = 沒有寫明 { $unit } 的人員轉到哪裡。
    .hint = 請加 --into 單位。
propose-itself = { $unit } 不能併入自己。
propose-toml = { $path } 不能修改：{ $error }
    .hint = 請先改正檔案開頭的 TOML。
propose-set-what = 沒有寫明 --set 寫入哪個條目。
    .hint = 請寫條目，如 people/wang，或用 --new。
propose-what = 沒有寫明變更什麼。
    .hint = 請寫條目，或 --new、--abolish、--leave 等；詳見 kanhe propose --help。
propose-pair = 「{ $found }」應寫作 項目=內容。
propose-renamed = { $unit } 的原名「{ $was }」記入曾用名
propose-moved = { $name } 轉到 { $unit }
propose-post-ends = { $name } 免去崗位：{ $posts }
propose-below = 下級單位「{ $unit }」改屬 { $above }
propose-left = { $name } 離職：免去崗位，停用憑證
propose-keeps-not = { $name } 不再保管印章「{ $seal }」
propose-keeper-needed = 印章「{ $seal }」只有 { $name } 一個保管人，請另定：--set custodians=代號
propose-owner-needed = 帳號 { $account } 由 { $name } 負責，請另定：--set owner=代號
propose-handed-back = 印章「{ $seal }」繳回，憑證停用
propose-old-seal-key = 印章 { $seal } 原來的憑證停用
request-no-collection = 沒有哪一類申請可以同時辦理：{ $changes }。
    .hint = 請分成幾份申請，或寫明申請的完整編號。
request-no-evidence = 這類申請的表單沒有放資料的項目：{ $path }
request-title = { $what }：{ $whose }
request-and-others = { $names } 等
request-draft = 變更申請 { $subject }，草稿在 { $folder }
request-files = {"  "}共 { $count } 個檔案
request-nothing = 還沒有改動。請編輯 { $folder }/files/ 下的檔案。
request-changes = 變更：{ $changes }
request-concerned = 所涉單位：{ $units }
request-gains = 因此獲得權限、不參與審批的：{ $names }
request-ready =
    齊全。提交：kanhe submit { $subject }
    提交後由 { $names } 辦理（{ $step }）
request-revised =
    齊全。重新提交：kanhe revise { $subject } -m 理由
    提交後由 { $names } 辦理（{ $step }）
request-nobody = 本機沒有能簽章的登記人員，看不出由誰辦理。請由能簽章的人提交：kanhe submit { $subject }
request-missing = 還不能提交：
request-kept = 草稿已寫好，未提交：{ $folder }
request-again = 補充變更內容
status-paths = 擬改檔案：{ $listed }
status-suspends = 暫停的憑證：{ $listed }
status-paperwork = 緊急變更：已先執行，審批尚未補齊
inbox-paperwork = 〔緊急變更，待補審批〕

# 名冊
cmd-import = 從表格匯入人員、單位，或者匯入歷史文件
cmd-import-people = 匯入人員
cmd-import-people-after =
    第一列為欄名：姓名、單位、崗位、信箱、電話、手機、人員編碼、保密協議、代號；也可用英文
    （name、unit、posts、email、phone、mobile、code、agreement、slug）。單位寫代號或名稱；崗位寫 單位/崗位，
    本單位的可只寫崗位。逗號、分號、定位字元分隔，UTF-8 或 GB18030 編碼均可。已有的人按代號、人員編碼、信箱認定，空白不改。
cmd-import-units = 匯入單位
cmd-import-units-after =
    第一列為欄名：名稱、代字、上級、類別、電話、崗位、代號；也可用英文（title、code、parent、kind、phone、posts、slug）。
    崗位寫 head=局長；clerk=文書，或只寫名稱。上級可以是同一表格中的單位。
arg-file = 表格檔案（CSV）
arg-strict = 有一處不合就什麼都不寫
import-line = 第 { $line } 列
import-wants = 應為{ $wants }
import-found = 現為「{ $found }」
import-rows = 共 { $rows } 列：新增 { $opened }，變更 { $changed }，相同 { $same }，不合 { $misfit }。
import-reason = 按名冊登記
import-strict = 有不合的列，什麼都沒有寫。
    .hint = 請改正表格後重試；不加 --strict 則寫入合格的列。
roll-encoding = 檔案的編碼不是 UTF-8，也不是 GB18030。
    .hint = 請在試算表軟體中另存為「CSV UTF-8」。
roll-csv = 第 { $line } 列不能讀：{ $error }
roll-empty = 表格裡沒有內容。
    .hint = 第一列為欄名，以下每列一條。
roll-column = 表格缺少可以認定各列的欄：{ WORDS($expected) }。
    .hint = 請補上其中一欄；欄名見 kanhe import people --help。
roll-wants-column = 已知的欄名
roll-wants-text = 不含看不見的字元的文字
roll-wants-slug = 代號（小寫字母、數字、連字號）
roll-wants-once = 表中只出現一次
roll-wants-name = 姓名
roll-wants-title = 名稱
roll-wants-mailbox = 信箱地址
roll-wants-domain = 本單位規定網域的信箱
roll-wants-mailbox-once = 尚無人使用的信箱
roll-wants-code-once = 尚未使用的編碼
roll-wants-code-fixed = 原來的編碼（給定後不改）
roll-wants-unit = 登記簿或本表中的單位
roll-wants-one-unit = 不重名的單位（重名的請寫代號）
roll-wants-active-unit = 未撤銷的單位
roll-wants-other-unit = 另一個單位
roll-wants-unit-code = 不含數字和大括號的代字
roll-wants-post = 該單位的崗位
roll-wants-posts = 崗位，如 head=局長；clerk=文書
roll-wants-day = 日期，如 2026-03-02

# 誰能辦什麼
cmd-who = 查某時誰能辦什麼：人員、崗位、憑證、印章、授權
arg-who-at = 某號辦理之後，或某日終了時（如 2026-03-02）；不寫則為現在
arg-who-person = 只看此人（代號）
arg-who-unit = 只看此單位的人員（代號）
arg-who-seal = 只看保管此印章的人（代號）
arg-who-subject = 此事項當時由誰辦理
arg-who-csv = 輸出 CSV，供試算表軟體使用
who-none = 登記簿當時沒有「{ $slug }」。
    .hint = 請核對代號。
who-before = { $found } 時檔案庫還沒有建立。
who-after = 還沒有第 { $found } 號，現到第 { $last } 號。
who-as-of = 截至第 { $seq } 號（{ $when }）
who-for = { $name }（至 { $until }）
who-left = 〔離職〕
who-shared = 〔公用帳號〕
who-special = 〔專用帳號〕
who-service = 〔伺服器〕
who-asked = {"  "}{ $name }（{ $titles }）  可以辦理
who-asked-not-now = {"  "}{ $name }（{ $titles }）  已辦或尚未輪到
who-head-name = 姓名
who-head-slug = 代號
who-head-unit = 單位
who-head-posts = 崗位
who-head-certificates = 憑證
who-head-seals = 保管印章
who-head-for = 代理

# 體檢：登記簿
doctor-expired = { $name } 的憑證 …{ $key } 已於 { $day } 到期，不能再簽章。
    .hint = 請本人執行 kanhe key renew，由管理員提交。
doctor-expiring = { $name } 的憑證 …{ $key } 將於 { $day } 到期（{ $days } 天內）。
    .hint = 請本人及時執行 kanhe key renew。
doctor-mute = { $name } 擔任崗位，但沒有能用的憑證，輪到時辦不了。
doctor-seal-idle = 印章「{ $seal }」沒有能用的憑證，不能用印。
doctor-seal-nobody = 印章「{ $seal }」的保管人都不能簽章，不能用印。
doctor-loss = 掛失尚未辦結：《{ $title }》 { $subject }，期限 { $due }
doctor-lost-left = { $name } 的憑證 …{ $key } 掛失已核實，尚未停用或更換。
    .hint = 請用 kanhe propose 名稱 --retire 指紋，或 --compromised 指紋 --after 編號。
doctor-paperwork = 緊急變更尚未補齊審批：《{ $title }》 { $subject }，期限 { $due }
doctor-unexecuted = 變更申請逾期未執行：《{ $title }》 { $subject }，期限 { $due }
doctor-unconfirmed = 變更已執行，申請人逾期未確認：《{ $title }》 { $subject }，期限 { $due }
unchecked-register = 登記簿，因為檔案庫不能讀取

# 流程的其他方案
cmd-workflow-variants = 列出可以改用的流程方案
cmd-workflow-adopt = 改用某一方案：起草變更申請
arg-workflow-adopt-variant = 方案名稱，如 accounts-simple
variants-in-force = 現行
variants-broken = （不能使用）
variants-none = 沒有其他方案。
variants-unknown = 沒有方案「{ $found }」；有：{ WORDS($known) }。
    .hint = kanhe workflow variants 列出全部方案。
variants-title = 改用「{ $title }」流程方案 { $variant }

# search
cmd-search = 依詞查找文件，附件文字一併檢索
cmd-search-after = 多個詞須同時出現；完整語句請加引號。文號可寫成 〔2026〕3號、[2026]3號 或 2026 3號。
cmd-attachment-reader = 供本程式讀取附件之用
arg-search-words = 要找的詞
arg-search-unit = 僅找該單位（代號）發文
arg-search-kind = 僅找該種類
arg-search-year = 僅找該年份
arg-search-state = 僅找該狀態，如 sealed、voided
arg-search-collection = 僅找該欄目（代號）
arg-search-page = 第幾頁，每頁 20 件
arg-address = 網站對外的位址（如 https://oa.example.org）：訂閱源和行事曆裡的連結由此而來
arg-no_search_index = 不寫靜態檢索檔；檔中有全部文字，不宜外流的網站應省略
arg-search_index = 同時寫靜態檢索檔，供複製至他處使用
search-found = 共 {$count} 件，第 {$page}/{$pages} 頁
search-none = 查無資料。
search-nothing = 未提供要找的詞，亦未限定範圍
    .hint = 例如：kanhe search 安全生產 --year 2026
# 歷史文件
cmd-import-documents = 把一個資料夾裡的歷史文件匯入為一份移交申請
cmd-import-documents-after =
    讀取 Markdown、DOCX（需要 pandoc）、TXT，編碼為 UTF-8、UTF-16 或 GB18030。標題、文號、日期、單位依次取自
    檔頭（+++ 或 ---）、正文、檔名；檔案的修改時間不作依據。附件為正文連結的、與文件同名的、或同一資料夾裡的檔案。
    已經移交的不重複匯入。每個檔案的處理結果寫入 report.csv，隨申請一併審批。
arg-import-documents-dir = 資料夾
arg-import-documents-request = 申請的代號
arg-import-documents-check = 只檢查並報告結果，不寫入任何檔案
arg-import-documents-strict = 只要有檔案不符合要求，就一件也不匯入
arg-import-documents-report = 把匯入清單另存到這個檔案
progress-reading = 正在讀取檔案
history-many = 資料夾裡的檔案超過 { $most } 個。
    .hint = 請分幾次匯入。
history-no-folder = 資料夾 { $path } 不存在。
    .hint = 請核對路徑；應為存放歷史文件的資料夾。
history-nothing = 沒有可以匯入的檔案。
    .hint = 可以匯入的有 Markdown（.md）、DOCX 和 TXT 檔案。
history-no-collection = 本檔案庫沒有接收歷史資料的事項。
    .hint = 請先變更流程，增加 workflows/history.toml（內有 imports = true）。
history-begun = { $subject } 已經存在。
    .hint = 請先提交或刪除該草稿，或者用 --request 另取代號。
history-strict = 有檔案不符合要求，未匯入任何檔案。
    .hint = 請改正後重試；不加 --strict 則只匯入符合要求的檔案。
history-title = 移交歷史文件 { $count } 件（{ $name }）
history-column-file = 原檔案
history-column-outcome = 結果
history-column-place = 現位置
history-column-title = 標題
history-column-number = 文號
history-column-date = 日期
history-column-dated = 日期來源
history-column-unit = 單位
history-column-sha256 = SHA-256
history-column-remarks = 說明
history-dated-head = 檔頭
history-dated-text = 正文
history-dated-name = 檔名
history-taken = 已匯入
history-attached = 作為附件
history-already = 先前已匯入
history-left = 未匯入
history-about = { $what }（{ $detail }）
history-line = 第 { $line } 行：{ $why }
history-taken-but = 已匯入，{ $why }：{ $count } 件，如 { $examples }
history-left-for = 未匯入，{ $why }：{ $count } 件，如 { $examples }
history-counts = 匯入 { $taken } 件，附件 { $attached } 個；先前已匯入 { $already } 個，未匯入 { $left } 個。
history-checked = 僅檢查，未寫入任何檔案。
history-draft = 已起草 { $subject }：{ $folder }
history-pandoc = 匯入 DOCX 需要 pandoc（2.15 以上）：請安裝後重新執行，已匯入的不會重複。
history-why-not-text = 不是文字檔
history-why-empty = 沒有內容
history-why-head = 檔頭無法讀取
history-why-too-large = 超過單個檔案的上限
history-why-unreadable = 無法讀取
history-why-alone = 不屬於任何一份文件
history-why-format = 不能讀取這種格式，請另存為 DOCX 後再匯入
history-why-with-left = 所屬的文件沒有匯入
history-why-same = 與另一個檔案相同
history-why-already = 已在檔案庫或草稿中
history-why-no-room = 超過一份申請的容量，請提交後再次匯入
history-why-link = 是符號連結
history-why-special = 不是一般檔案
history-why-hidden = 是隱藏檔
history-why-section = 是欄目頁，不是文件
history-why-name = 檔名含有不能用的字元
history-why-pandoc-missing = 沒有安裝 pandoc
history-why-pandoc-old = pandoc 版本過低
history-why-pandoc-failed = pandoc 無法轉換
history-why-title-cleaned = 標題中不可見的字元已刪去
history-why-title-cut = 標題過長，已截短
history-why-title-from-name = 標題取自檔名
history-why-no-date = 沒有日期
history-why-date-other = 日期無法認定
history-why-date-later = 日期晚於今天
history-why-pictures = 圖片只在原檔案中
history-why-without = 有附件未能一併匯入
history-why-long-text = 正文過長，只作為附件
history-why-unit-several = 單位名稱對應幾個單位
history-why-unit-unknown = 單位不在名冊中
history-why-number-twice = 文號重複
history-why-link-outside = 連結指向資料夾之外
history-why-link-nowhere = 連結的檔案不存在

# 備份與復原
cmd-backup = 備份檔案庫和帳戶庫：只寫新增的部分，寫完讀回核對
cmd-backup-after =
    資料夾裡已有本庫的備份時，先逐個核對原有檔案，再補上新增的辦理和印章；沒有新增的，什麼也不寫。
    私鑰不在其中，由各人自己備份。帳戶庫是機密，資料夾只許本人讀取。
cmd-restore = 從備份復原出伺服器儲存庫，驗證通過後才就位
arg-backup-dir = 放備份的資料夾：尚不存在的、空的，或者已有本庫備份的
arg-restore-dir = 備份所在的資料夾
arg-restore-out = 復原到哪裡，應為空或尚不存在
arg-restore-root = 紙面上公布的信任根（整行），或者存有這一行的檔案；與檔案庫不符即為不通過
arg-restore-keep_invalid = 驗證不通過也就位，以便查看
arg-doctor-backup_within = 備份最多相隔幾天；不寫時為 7 天
progress-backup-reading = 正在核對原有備份（KB）
progress-backup-writing = 正在寫入備份
progress-backup-checking = 正在讀回核對
backup-first = 已作首次備份：{ $dir }，截至第 { $seq } 號，印章 { $seals } 枚。
backup-added = 已補充備份：{ $dir }，新增第 { $first } 至 { $seq } 號，新增印章 { $seals } 枚。
backup-added-one = 已補充備份：{ $dir }，新增第 { $seq } 號，新增印章 { $seals } 枚。
backup-seals = 已補充備份：{ $dir }，沒有新的辦理，補上印章 { $seals } 枚，截至第 { $seq } 號。
backup-nothing = 沒有新增的辦理和印章：{ $dir } 已備份到第 { $seq } 號。
backup-accounts-none = 本庫沒有帳戶庫。
backup-accounts-kept = 本庫已沒有帳戶庫，備份中保留原來的一份。
backup-accounts-same = 帳戶庫沒有變化。
backup-accounts-new = 帳戶庫已備份。
backup-read = 備份共 { $files } 個檔案、{ $size } KB，均已從磁碟讀回，核對無誤。請抄存下面的檢查點：
backup-forgotten = 備份已完成，但沒有記下這次備份，kanhe doctor 不會知道：{ $why }
backup-busy = 另一個程式正在使用備份資料夾 { $path }。
    .hint = 請等它完成後再試。
backup-occupied = 資料夾 { $path } 裡有 { $found }，卻沒有備份清單 manifest.json，不能在此備份。
    .hint = 請另選一個空資料夾。首次備份時中斷留下的，可以刪去重來；清單遺失的，請保留原樣，從另一份備份找回清單。
backup-none = { $path } 裡沒有備份。
    .hint = 請核對路徑；放備份的磁碟還沒有掛上的，請先掛上。
backup-inside = { $path } 在檔案庫自己的資料夾裡，檔案庫毀壞時備份也保不住。
    .hint = 請備份到另一顆磁碟上，最好再存一份到別處。
backup-format = 備份清單 { $path } 是第 { $found } 版，本程式只認第 { $known } 版。
    .hint = 請用寫這份備份的程式，或更新的程式。
backup-manifest = 備份清單 { $path } 不合格式：{ $found }
    .hint = 這份備份不能用，也沒有再往裡寫。檔案庫完好的，請馬上另備份到一個空資料夾；要復原的，請改用另一份備份。
backup-other = { $path } 是另一個檔案庫的備份：本庫編號為 { $expected }，備份為 { $found }。
    .hint = 每個檔案庫各用一個資料夾，請另選。
backup-missing = 備份少了檔案 { $path }。
    .hint = 這份備份不能用，也沒有再往裡寫。檔案庫完好的，請馬上另備份到一個空資料夾；要復原的，請從另一份備份找回這個檔案，或改用那一份。
backup-not-plain = { $path } 應為普通檔案，實為連結或其他。
    .hint = 備份中沒有連結。請查明是誰放的，從另一份備份找回這個檔案，或另備份到一個空資料夾。
backup-size = 備份檔案 { $path } 應為 { $expected } 位元組，實為 { $found } 位元組。
    .hint = 這份備份已損壞，也沒有再往裡寫。檔案庫完好的，請馬上另備份到一個空資料夾，並檢查這顆磁碟；要復原的，請從另一份備份找回這個檔案，或改用那一份。
backup-digest = 備份檔案 { $path } 的內容變了：摘要應為 { $expected }，實為 { $found }。
    .hint = 這份備份已損壞，也沒有再往裡寫。檔案庫完好的，請馬上另備份到一個空資料夾，並檢查這顆磁碟；要復原的，請從另一份備份找回這個檔案，或改用那一份。
backup-broken = 備份檔案 { $path } 與前面的接不上：應為 { $expected }，實為 { $found }。
    .hint = 檔案與清單相符而彼此接不上，不像是磁碟的毛病。請查明是誰改的，並改用另一份備份，或另備份到一個空資料夾。
backup-gone = 備份中有、檔案庫裡已沒有：{ $what }。備份沒有改動。
    .hint = 檔案庫遭改寫、截短，或者換成了較舊的副本。請把這份備份作為證據保留，用 kanhe verify 查明；以後的備份另用一個空資料夾。
backup-read-back = { $path } 讀回的內容與寫入的不同：{ $found }。原有備份沒有改動。
    .hint = 請檢查這顆磁碟，並改用另一顆。
backup-restless = 辦理接連不斷，沒有等到可以備份的時刻。
    .hint = 請稍後再試。
backup-database = 帳戶庫 { $path } 無法備份，或者已損壞：{ $found }
    .hint = 備份和檔案庫都沒有改動。在用的帳戶庫損壞的，請用最近一份備份中的帳戶庫替換；備份中的損壞的，請改用另一份備份。
restore-there = { $path } 裡已有內容，不能復原到這裡。
    .hint = 請另選一個空的或尚不存在的資料夾；原來的檔案庫先移開，不要刪除。
restore-root = { $path } 既不是信任根，也不是存有信任根的檔案：{ $found }
    .hint = 應為一行：kanhe-root v1 git-sha1:… sha256:… openpgp:…
restore-refused = 復原出的檔案庫沒有通過驗證，沒有就位。請改用另一份備份；備份時就有無效辦理、確需復原的，加上 --keep-invalid。
restore-done = 已復原：{ $path }，截至第 { $seq } 號，備份寫於 { $made }。
restore-accounts = 帳戶庫已放回原處。
restore-no-accounts = 備份中沒有帳戶庫。
restore-paper = 請與紙上核對：信任根和檢查點是否與留存的一致；各人的副本如有第 { $seq } 號以後的辦理，以編號最大且驗證通過的為準。
restore-no-root = 沒有給出 --root，信任根出自備份本身：務必與紙面公布的核對。
doctor-backup = 上次備份：{ $day }，在 { $folder }，截至第 { $seq } 號，其後的辦理 { $lacks } 項尚未備份。
doctor-backup-none = 沒有備份的紀錄。
    .hint = 請執行 kanhe backup 〈資料夾〉，放在另一顆磁碟上，並定時執行。
doctor-backup-old = 上次備份已過 { $days } 天，最多應相隔 { $most } 天。
    .hint = 請執行 kanhe backup { $folder }，並查明定時備份為何沒有執行。

## 帳戶

cmd-account = 管理伺服器上的帳戶（在伺服器上執行）
cmd-account-add = 為人員名冊中的人開通帳戶，給出初始密碼
cmd-account-reset = 重設密碼：給出新的初始密碼，並退出其全部登入
cmd-account-unlock = 解除因多次輸錯密碼而鎖定的帳戶
cmd-account-sign-out = 退出某人的全部登入
cmd-account-list = 列出帳戶及其狀態
cmd-account-journal = 查看登入和閱讀日誌
arg-account-add-people = 人員代號，可寫多個
arg-account-add-all = 為所有尚無帳戶的在冊人員開通
arg-account-add-csv = 輸出 CSV，便於列印分發
arg-account-reset-person = 人員代號
arg-account-reset-forget_code = 同時撤銷第二因素（動態碼），例如手機遺失時
arg-account-unlock-person = 人員代號
arg-account-sign-out-person = 人員代號
arg-account-list-unused = 只列出這麼多天未使用的帳戶
arg-account-journal-person = 只看此人
arg-account-journal-what = 只看此類事件，如 signed-in、wrong、locked、read
arg-account-journal-from = 從這一天起，如 2026-03-01
arg-account-journal-until = 到這一天止（含當天）
arg-account-journal-flagged = 只看異常登入
arg-account-journal-most = 最多顯示的行數，預設 100
arg-account-journal-csv = 輸出 CSV，供留存和取證
arg-serve-behind_front = 前面有反向代理：以其 X-Forwarded-For 作為來源位址
arg-serve-as = 以登記簿中的哪一項伺服器（kind = "service"）記入首次開啟；不寫時不記
arg-front-as = 服務單元中以登記簿的哪一項伺服器（kind = "service"）記入首次開啟
arg-passphrase = 存放該憑證口令的檔案（第一行）；私鑰沒有口令的不寫
arg-serve-held = 存放僅限部分人員閱讀的頁面的目錄（預設在伺服器儲存庫內）
arg-serve-proxy_user = 可信任的代理以哪個標頭寫明來人（代號或信箱）
arg-serve-proxy_secret = 代理在 Kanhe-Proxy-Secret 中出示的密鑰所在的檔案
arg-serve-oidc = 單一登入（OpenID Connect）身分提供者的設定檔（TOML）
arg-front-proxy_user = kanhe serve --proxy-user 的標頭：用戶端自己寫的一律去除
arg-front-server_name = 對外的主機名稱
arg-front-cert = TLS 憑證（PEM，含中繼憑證）
arg-front-key = TLS 憑證的私密金鑰
arg-front-upstream = kanhe serve 所在的位址：IP 和連接埠，或 unix: 加通訊端的路徑
arg-front-port = HTTP 連接埠；有憑證時只用來轉到 HTTPS
arg-front-tls_port = HTTPS 連接埠
arg-front-out = 網站所在目錄（同 kanhe serve --out）
arg-front-held = 僅限部分人員閱讀的頁面所在目錄（同 kanhe serve --held）
arg-front-cache = nginx 存放查詢結果的目錄
arg-front-https = 前置對外使用 HTTPS（產生 systemd 單元時用）
arg-front-systemd = 改為產生 systemd 單元，以該使用者身分執行
arg-serve-log = 逐條記錄請求，寫到標準錯誤輸出：none、text 或 json
arg-serve-https = 前面的代理以 HTTPS 對外：登入的 Cookie 只走 HTTPS
account-unknown = 人員名冊中沒有 { $person }
    .hint = 人員先經審批登記（kanhe propose），再開通帳戶；代號見 kanhe who
account-left = { $person } 已離崗，不能有帳戶
    .hint = 如果名冊有誤，請先辦理人員變更
account-shared = { $person } 是公用或專用帳號，本單位不允許公用帳號登入
    .hint = 需要允許時，請辦理設定變更：kanhe.toml 中 [login] 的 shared
account-exists = { $person } 已有帳戶
    .hint = 忘記密碼請用 kanhe account reset { $person }
account-none = { $person } 還沒有帳戶
    .hint = 請用 kanhe account add { $person } 開通
account-later = 帳戶庫由更新版本的 kanhe 寫成（第 { $found } 版）
    .hint = 請使用更新的版本
account-failed = 帳戶庫操作失敗：{ $error }
    .hint = 請確認在伺服器上以服務的使用者執行，並且磁碟可寫
account-adding = 開通帳戶
account-nobody = 沒有符合條件的帳戶。
account-given = 初始密碼只顯示這一次，請當面交給本人；首次登入時必須修改，{ $days } 天內有效。
account-unlocked = 已解鎖 { $person }。
account-signed-out = 已退出 { $person } 的 { $n } 處登入。
account-column-name = 帳戶
account-column-person = 姓名
account-column-password = 初始密碼
account-column-state = 狀態
account-column-seen = 最近使用
account-column-number = 序號
account-column-time = 時間
account-column-what = 事件
account-column-by = 操作人
account-column-address = 來源位址
account-column-agent = 用戶端
account-column-about = 內容
account-column-flags = 異常
account-state-good = 正常
account-state-initial = 待改初始密碼
account-state-locked = 已鎖定
account-state-out = 不在冊
account-code = 動態碼
account-never = 從未
account-journal-count = 顯示 { $shown } 條，共 { $all } 條。
account-what-signed-in = 登入
account-what-signed-in-by-certificate = 憑證登入
account-what-signed-in-by-proxy = 代理登入
account-what-signed-in-by-oidc = 單一登入
account-what-signed-out = 退出
account-what-wrong = 密碼錯誤
account-what-wrong-proof = 動態碼、簽名或憑據錯誤
account-what-locked = 鎖定
account-what-refused = 拒絕登入
account-what-opened = 開通
account-what-reset = 重設密碼
account-what-unlocked = 解鎖
account-what-chosen = 修改密碼
account-what-code-set = 啟用動態碼
account-what-code-gone = 撤銷動態碼
account-what-token-made = 新建權杖
account-what-token-gone = 撤銷權杖
account-what-read = 閱讀
account-what-denied = 無權閱讀
account-what-again = 頁面自動重新整理
account-flag-new-address = 新位址
account-flag-after-failures = 輸錯之後
account-flag-night = 夜間
account-flag-elsewhere = 多處登入

# 權杖

cmd-account-token = 管理權杖：程式取得檔案庫或向其推送時代替密碼出示
cmd-account-token-add = 新建權杖，只顯示一次
cmd-account-token-list = 列出某人的權杖，不含權杖本身
cmd-account-token-drop = 撤銷權杖，此後不再有效
arg-account-token-add-person = 人員代號
arg-account-token-add-name = 權杖名稱，例如用在哪臺電腦上
arg-account-token-add-days = 有效天數，1 至 366，預設 90
arg-account-token-list-person = 人員代號
arg-account-token-drop-person = 人員代號
arg-account-token-drop-name = 權杖名稱
account-token-made = { $person } 的權杖只顯示這一次，有效期至 { $until }；git 詢問密碼時填寫權杖。
account-token-none = 沒有權杖。
account-token-gone = 已撤銷權杖：{ $name }
account-token-exists = { $person } 已有名為 { $name } 的權杖
    .hint = 請換一個名稱，或先撤銷舊的：kanhe account token drop { $person } { $name }
account-token-name = 權杖不能叫「{ $name }」
    .hint = { $person } 的權杖名稱應為 1 至 60 個可見字元，例如用在哪臺電腦上
account-token-unknown = { $person } 沒有名為 { $name } 的權杖
    .hint = 用 kanhe account token list { $person } 查看
account-column-token = 權杖
account-column-made = 新建時間
account-column-until = 有效期至
account-what-fetched = 取得檔案庫
account-what-pushed = 向檔案庫推送
account-what-exported = 匯出並簽署
account-exported = 已匯出 { $count } 筆（第 { $first } 至 { $last } 筆）：{ $file }，簽章在 { $file }.asc
account-forgotten = 已從伺服器的紀錄中刪去匯出的 { $count } 筆。
account-export-none = 沒有符合條件的紀錄，沒有匯出。
    .hint = 請核對 --from 和 --until。
account-export-young = --forget 只能刪去 90 天以前的紀錄，請用 --until 寫明 { $day } 以前的日期。
    .hint = 近 90 天的紀錄用來判斷異常登入，應當留在伺服器上。
account-export-file = 匯出檔案 { $file } 寫不下去：{ $error }
    .hint = 檔案已存在的請另起一個名字，原有檔案不會被覆蓋；沒有刪去任何紀錄。
cmd-account-export = 把登入和閱讀紀錄匯出為簽署的表格，作為證據或者歸檔
arg-account-export-file = 匯出到的檔案（不得已存在），簽章寫在同名的 .asc
arg-account-export-person = 以誰的憑證簽署
arg-account-export-from = 自哪一天
arg-account-export-until = 至哪一天（含）
arg-account-export-forget = 匯出以後從伺服器的紀錄中刪去（只限 90 天以前的）

# Going on by hand
cmd-parcel = 外機關往來：製作、核驗文件包和回執
cmd-parcel-card = 列出對方備案本機關所需的一段設定：檔案庫、信任根、印模
cmd-parcel-write = 為已發給往來機關的公文製作文件包，用印章的金鑰簽名
cmd-parcel-check = 核驗外機關發來的文件包或者回執，不登記
cmd-parcel-receipt = 為已登記的外機關來文製作回執
cmd-paper = 把在辦事項印成辦理單，停用期間據以用紙質辦理；恢復後核對是否都已補錄
arg-paper-subjects = 只印這些事項；不寫為全部在辦事項
arg-paper-out = 寫到這個資料夾，預設 kanhe-paper
arg-paper-unit = 只印這個單位發文的或者等候其人員辦理的
arg-paper-person = 只印此人擬稿的或者等候此人辦理的
arg-paper-check = 核對這個資料夾所印的事項是否都有了後續辦理
paper-done = 已印 { $count } 件辦理單到 { $folder }：先看 index.html，全部在 all.html，通知在 notice.html。
paper-occupied = { $path } 不是空的，也不是 kanhe paper 寫的
    .hint = 請用 --out 指定另一個資料夾
paper-closed = { $subject } 已不在辦理中
    .hint = 用 kanhe status { $subject } 查看；不寫事項則印全部在辦事項
paper-none = { $path } 裡沒有 kanhe paper 寫的清單 kanhe-paper.json
    .hint = 請指明列印時 --out 的資料夾
paper-foreign = { $path } 是從另一個檔案庫列印的
    .hint = 請在列印時的檔案庫或其副本中核對
paper-check = 共 { $all } 件，其中 { $missing } 件列印後還沒有辦理。
paper-check-none = 未補錄
paper-check-changed = 文稿已變
paper-check-otherwise = 已另行辦理
paper-check-good = 已補錄 { $n } 項
cmd-re-enter = 補錄紙上的決定：登記辦理單的掃描檔，並由本人簽名辦理
arg-re-enter-subject = 事項
arg-re-enter-verb = 紙上的決定：approve、disagree、read、return、complete、reply、issue、seal 或 execute
arg-re-enter-code = 辦理單上的核對碼，或者完整的內容摘要
arg-re-enter-on = 紙上簽名的時間，如 "2026-03-02 09:30"
arg-re-enter-scan = 辦理單的掃描檔，可寫多次
arg-re-enter-opinion = 紙上的意見
arg-re-enter-reason = 另須說明的理由
arg-re-enter-to = 退回到這一環節
arg-re-enter-kept = 原件存放地點
arg-re-enter-entry_only = 只登記，由此人日後自己簽名辦理
arg-re-enter-entry = 已有的補錄登記，如 re-entries/2026/0302-a1b2c3
re-enter-title = 補錄：{ $name } { $verb }《{ $title }》
re-enter-entered = 已登記 { $entry }。決定須由本人簽名：kanhe re-enter { $subject } { $verb } --code { $code } --entry { $entry }
re-enter-half = 掃描檔已登記為 { $entry }，決定還沒有簽名；排除上述問題後用 --entry { $entry } 再執行一次。
re-enter-code = “{ $found }”不是核對碼
    .hint = 請抄寫辦理單上的核對碼，16 位 0-9 和 a-f；也可以寫完整的內容摘要
re-enter-changed = { $subject } 現在的核對碼是 { $expected }，辦理單上的是 { $found }：紙上簽的不是現在的文稿
    .hint = 先核對是否抄錯；沒有抄錯的，文稿在列印後已經修改，紙上的決定不能用於新稿：請閱讀新稿後重新辦理，掃描檔可作附件說明
re-enter-later = “{ $found }”在現在（{ $time }）之後
    .hint = 請寫辦理單上簽名的時間
re-enter-earlier = “{ $found }”早於文稿提交的時間（{ $time }）
    .hint = 請核對辦理單上簽名的時間
re-enter-scan = 掃描檔 { $path } 讀不出來：{ $error }
    .hint = 請掃描簽了名的辦理單，用 --scan 指明檔案
re-enter-twice = 兩個掃描檔都叫 { $name }
    .hint = 請給其中一個改名
re-enter-there = 這一決定已登記為 { $entry }
    .hint = 用 --entry { $entry } 代替 --on 和 --scan，由本人簽名辦理
re-enter-none = { $entry } 不是補錄登記
    .hint = 補錄登記在 re-entries/ 下，登記時顯示其編號
re-enter-other = { $entry } 登記的 { $field } 是 { $said }，現在要補錄的是 { $asked }
    .hint = 每項決定由本人按自己的登記補錄；登記有誤的，由登記人修改後再辦
log-re-entered = 〔補錄，見 { $entry }〕
cmd-fault = 處理在伺服器上報告的故障
cmd-fault-list = 列出未辦結的故障報告
cmd-fault-take = 受理
cmd-fault-done = 辦結
cmd-fault-draft = 在副本裡把報告寫成故障報修的草稿
arg-fault-list-all = 也列出已辦結的
arg-fault-list-most = 最多顯示的行數，預設 100
arg-fault-take-number = 報告的編號
arg-fault-done-number = 報告的編號
arg-fault-draft-number = 報告的編號
arg-fault-draft-into = 檔案庫副本的資料夾
fault-none = 沒有故障報告。
fault-no = 沒有編號為 { $number } 的故障報告
    .hint = 用 kanhe fault list --all 查看
fault-unknown = { $name }（未登入）
fault-handled = { $number } 號：{ $state }。
fault-handled-before = { $number } 號此前已是：{ $state }。
fault-state-open = 未受理
fault-state-taken = 已受理
fault-state-done = 已辦結
fault-from = 系統停用期間的第 { $number } 號報告，{ $name }（{ $phone }）於 { $time } 送出：

# 提醒
notice-state-due = 待發
notice-state-sending = 正在發
notice-state-sent = 已發
notice-state-unknown = 不明
notice-state-failed = 未發出
notice-state-moot = 不必再發
cmd-notify = 發送提醒，或查看尚未發出和未能發出的提醒（在伺服器上執行）
arg-notices = 提醒的設定（TOML 檔案，只有擁有者可讀）
arg-notify-once = 發出現在應發的，然後結束
arg-notify-list = 列出尚未發出、未能發出和結果不明的
arg-notify-all = 連同已經發出的一起列出
arg-notify-test = 在這條管道試發一則：mail、command.名稱或 robot.名稱
arg-notify-to = 試發給誰（登記簿中的人員）
notices-faulty = 提醒的設定 { $path } 有誤：{ $what }
    .hint = docs/operate.md 的「提醒」一節說明各項怎麼寫。
notices-failed = 提醒不能處理：{ $error }
    .hint = 以執行伺服器的使用者執行，並查看磁碟是否可寫。
notices-busy = 另一個 kanhe 正在發送這個檔案庫的提醒。
    .hint = kanhe serve --notices 在執行時自己發送；要另行發送，先停下它。
notices-unset = 沒有說發到哪裡。
    .hint = 用 --notices 給出設定檔案。
notify-no-channel = 設定中沒有管道「{ $channel }」。
    .hint = 設定中有：{ $known }
notify-for-whom = 管道「{ $channel }」是給個人的，須說明給誰。
    .hint = 用 --to 寫明登記簿中的人員。
notify-tried = 第 { $number } 則（{ $channel }）：{ $state }
notify-why = {" — "}{ $fault }
notify-counts = 待發 { $due } 則，未發出或不明 { $failed } 則
notify-held = 管道 { $channel } 停用到 { $until }：{ $fault }
serve-notices = 提醒：另有 { $failed } 則未能發出，用 kanhe notify --list 查看。
serve-notices-held = 提醒：管道 { $channel } 暫時不能用：{ $fault }
serve-notices-back = 提醒：管道 { $channel } 又可用了。
serve-notices-clone = 複本和預覽不發提醒。
    .hint = 在伺服器的倉庫上使用 --notices。
## 外機關往來

parcel-form = 不是文件包，或者在傳送中損壞、被改動（{ $what }）。
    .hint = 請對方重發。用郵件傳送的，先壓縮加密碼或者用其他辦法傳送，不要改動檔案。
parcel-size = 檔案有 { $size } 位元組，超過 { $limit } 位元組。
    .hint = 請對方精簡附件後重發，大的附件另行交換。
parcel-version = 文件包的格式是「{ $found }」，本程式不認識。
    .hint = 請升級本程式後再核驗；不要請對方改寫檔案。
parcel-manifest = 文件包清單的「{ $key }」不對。
    .hint = 這個檔案被改動過，或者不是本系統製作的。請對方重發，並核對來源。
parcel-missing = 文件包缺少「{ $name }」。
    .hint = 文件包被刪減過。請對方重發，並核對來源。
parcel-extra = 文件包裡有多餘的「{ $name }」。
    .hint = 文件包被添加過。請對方重發，並核對來源。
parcel-altered = 文件包裡的「{ $name }」被改動過。
    .hint = 請對方重發，並核對來源。
parcel-other-sender = 文件包來自檔案庫 { $found }，不是所說的往來機關（{ $expected }）。
    .hint = 請核對 --from 寫的是不是來文機關。
parcel-other-root = 文件包所依據的信任根與備案的不同。
    .hint = 不要收下。請用電話或者當面向對方核對信任根；確有變更的，先申請變更系統設定。
parcel-not-for-us = 文件包是發給另一個檔案庫（{ $found }）的，不是發給本機關的。
    .hint = 不要登記，請退還對方。本機關的信任根與對方備案的不同的，也會這樣，請與對方核對。
parcel-not-filed = 用印的憑證 { $found } 沒有備案，不是這個機關發文用的印章。
    .hint = 不要收下。請向對方核對；對方換了印章的，先取得印模備案材料，申請變更系統設定。
parcel-certificate = 「{ $name }」裡的憑證不對（{ $code }）。
    .hint = 這個檔案被改動過。請對方重發，並核對來源。
parcel-signature = 「{ $name }」的簽名不對（{ $code }）。
    .hint = 不要收下：內容被改動過，或者不是所說的人簽的。請向對方核對。
parcel-object = 「{ $name }」讀不出來（{ $code }）。
    .hint = 這個檔案被改動過。請對方重發，並核對來源。
parcel-says = 「{ $name }」寫的與別處不符（{ $what }）。
    .hint = 不要收下：文件包是拼湊的。請向對方核對。
parcel-unproven = 「{ $path }」沒有證明：發送時對方的檔案庫裡不是這樣。
    .hint = 不要收下：內容被換過。請向對方核對。
parcel-other-kind = 這裡要的是文件包，拿來的是回執；或者相反。
    .hint = 請核對檔案。
parcel-not-sent = 《{ $subject }》沒有發給「{ $partner }」，或者已被退回。
    .hint = 請先用 kanhe send 發送（--to :往來機關），再製作文件包。
parcel-no-seal = 印章 { $seal } 現在不能用。
    .hint = 請用 kanhe who 核對印章的状態，換一枚在用的印章。
parcel-seal-newer = 印章 { $seal } 在那以後換了憑證，證明不了是它用的印。
    .hint = 請用 --seal 換一枚當時已在用的印章；沒有的，請對方退回後重新發送，再製作。
parcel-no-seal-here = 本機沒有可用的印章金鑰，文件包和回執都要用印章簽名。
    .hint = 請印章保管人（{ $names }）在他的電腦上製作：kanhe parcel write 或者 kanhe parcel receipt。
parcel-which-seal = 本機有幾枚印章的金鑰：{ $seals }。
    .hint = 請用 --seal 寫明用哪一枚；應當是對方備案了的。
parcel-no-partner = 「{ $named }」不是系統設定中的往來機關。已備案的：{ $known }。
    .hint = 請先取得對方的信任根和印模（當面或者書面），申請變更 kanhe.toml，增加 [partner.…] 一段，批准執行後再辦。
parcel-none-entered = { $subject } 沒有附外機關發來的文件包。
    .hint = 只有用 kanhe receive 〈文件包〉 --from 登記的收文才有回執。
parcel-no-collection = 沒有哪個欄目的流程寫明 { $key }，登記不了。
    .hint = 請申請變更流程檔案：收文的流程寫 parcels，回執的流程寫 answers，見 docs/workflows.md。
parcel-not-attached = 文稿寫明「{ $line }」，但沒有附能證明它的檔案（{ $ending }）。
    .hint = 請用 kanhe receive 〈檔案〉 --from 〈往來機關〉 登記，不要手工填寫或者改動附件。
parcel-answers-nothing = 這份回執答覆的不是本機關的發送（{ $subject }，第 { $seq } 號）。
    .hint = 可能是另一次發送、另一份公文的回執，或者已經重發。請用 kanhe status 核對；先 kanhe pull 取回最新辦理。
parcel-begun = 文稿放在 content/{ $subject }，尚未送審。請補填所缺的項目，再用 kanhe submit { $subject } 送審。
parcel-written = 文件包：{ $path }
parcel-receipt-written = 回執：{ $path }
parcel-title-received = { $from }簽收《{ $title }》的回執
parcel-title-refused = { $from }退回《{ $title }》的回執
parcel-kind-parcel = 主送本機關的公文
parcel-kind-copy = 抄送本機關的公文
parcel-kind-received = 回執：已簽收登記
parcel-kind-refused = 回執：退回
parcel-of = 核驗通過：{ $value }
parcel-from = 來文機關：{ $value }
parcel-title = 標題：{ $value }
parcel-number = 發文字號：{ $value }
parcel-seals = 印章：{ $value }
parcel-issued = 簽發時間：{ $value }
parcel-sent = 發送時間：{ $value }
parcel-answered = 對方辦理時間：{ $value }
parcel-reason = 退回原因：{ $value }
parcel-registered = 對方登記事項：{ $value }
parcel-subject = 發文事項：{ $value }
parcel-files = 檔案：{ $value }
parcel-checkpoint = 檢查點：{ $value }
