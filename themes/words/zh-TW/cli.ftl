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
    .hint = 請使用已有的金鑰，或換一個名稱。
key-other = GnuPG 回報：{ $text }

## 辦理

verb-found = 建檔
verb-submit = 提交
verb-revise = 修改
verb-approve = 同意
verb-disagree = 不同意
verb-read = 已閱
verb-return = 退回
verb-issue = 簽發
verb-seal = 用印
verb-withdraw = 撤回

## 事項狀態

stage-in-review = 審核中
stage-returned = 已退回
stage-refused = 不同意
stage-issued = 已簽發
stage-sealed = 已用印
stage-finished = 已辦結
stage-withdrawn = 已撤回

## 憑證狀態

standing-active = 有效
standing-suspended = 暫停使用
standing-retired = 停用

## 填寫內容的種類

kind-text = 文字
kind-date = 日期（如 2026-03-02）
kind-number = 整數
kind-choice = 所列選項之一
kind-unit = 單位代號
kind-person = 人員代號
kind-file = 附件的檔名
kind-list = 清單（如 ["甲", "乙"]），各項均須符合本項的填寫要求

## 清單的分隔

list-separator = 、
