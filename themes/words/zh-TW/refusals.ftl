# refusals: zh-TW

record-place =
    { $object ->
        [none] { "" }
       *[other] 物件 { $object }，
    }{ $path ->
        [none] { "" }
       *[other] 路徑「{ $path }」，
    }{ $at ->
        [none] { "" }
       *[other] 第 { $at } 位元組，
    }

## 物件

K101 = { record-place }所需的物件不在庫中。
    .hint = 請從另一份完整的副本取回，再行核驗。缺少不等於有誤，但在補齊之前不能下結論。
K102 = { record-place }物件無法讀出，或其內容與名稱不符：{ $found }。
    .hint = 磁碟損壞或有人改動了庫中檔案。請勿在此庫上繼續辦理，改用完好的副本，並保留現場備查。
K103 = { record-place }應為 { $expected } 類物件，實為 { $found }。
    .hint = 指向此處的記錄有誤。請核對是哪一條記錄引用了它。
K104 = { record-place }最多 { $expected } 位元組，實有 { $found } 位元組。
    .hint = 請壓縮或拆分附件後重新辦理。

## 辦理記錄與用印記錄的編碼

K110 = { record-place }此處應為「{ $expected }」，實為「{ $found }」。
    .hint = 記錄不是由本程式寫成，或寫成後被改動。請由原經辦人用本程式重新辦理。
K111 = { record-place }此處應為「{ $expected }」一行，卻是「{ $found }」，次序有誤或重複。
    .hint = 每條記錄只有一種寫法。請由原經辦人用本程式重新辦理。
K112 = { record-place }辦理記錄只能接在一條記錄之後，此處卻有兩條（合併提交）。
    .hint = 正式分支不收合併提交。請先取回最新記錄，再在其後重新辦理。
K113 = { record-place }出現了本格式不認識的標頭「{ $found }」。
    .hint = 請勿用其他工具改寫記錄；由原經辦人用本程式重新辦理。
K114 = { record-place }此處應有簽名，卻沒有。
    .hint = 未簽名的記錄不算數。請用本人的憑證簽名後重新辦理。
K115 = { record-place }簽名塊應恰為完整的一塊，實際不是。
    .hint = 簽名塊缺損、重複或夾有其他文字。請重新簽名。
K116 = { record-place }姓名、信箱或時間的寫法不合規定：「{ $found }」。
    .hint = 姓名和信箱不得為空，首尾不得有空格，不得含角括號和看不見的字元。請在人員名冊中更正。
K117 = { record-place }作者與提交者應完全相同，實際不同。
    .hint = 辦理人只能以自己的名義辦理。請由本人重新辦理。
K118 = { record-place }用印記錄的名稱應為「{ $expected }」，實為「{ $found }」。
    .hint = 名稱與所蓋事項、印章不符，可能被挪用或改名。請核對後重新用印。
K119 = { record-place }記錄到此應已結束，後面卻還有內容。
    .hint = 多出的內容不在規定之內。請由原經辦人用本程式重新辦理。
K120 = { record-place }按規定重寫後，內容與原文不一致。
    .hint = 每條記錄只有一種寫法。請由原經辦人用本程式重新辦理。

## 各項內容

K130 = { record-place }首行應寫明辦理事項，其後空一行，實為「{ $found }」。
    .hint = 請由原經辦人用本程式重新辦理。
K131 = { record-place }此行應為「名稱: 內容」，實為「{ $found }」。
    .hint = 請由原經辦人用本程式重新辦理。
K132 = { record-place }沒有名為「{ $found }」的項。
    .hint = 可能由新版程式寫成。請先升級本程式，再行核驗。
K133 = { record-place }「{ $found }」一項出現了兩次。
    .hint = 每項至多一次。請由原經辦人用本程式重新辦理。
K134 = { record-place }「{ $found }」一項的位置靠後，次序有誤。
    .hint = 各項次序固定。請由原經辦人用本程式重新辦理。
K135 = { record-place }「{ $found }」一項的內容為空、過長，或含有看不見的字元。
    .hint = 請改寫為 1 至 8000 位元組的普通文字。
K136 = { record-place }缺少「{ $expected }」一項。
    .hint = 請由原經辦人用本程式重新辦理。

## 目錄

K140 = { record-place }目錄內容殘缺，無法讀出。
    .hint = 請改用完好的副本，並查明此目錄由誰寫成。
K141 = { record-place }目錄中只能有普通檔案（100644）和子目錄（40000），此項的類型為「{ $found }」。
    .hint = 請去掉可執行標記，並移除符號連結和子模組。
K142 = { record-place }檔名「{ $found }」不能用：{ $why ->
         [length] 長度應為 1 至 200 位元組
         [encoding] 不是 UTF-8 文字
         [normalisation] 未採用 Unicode NFC 形式
        *[character] 含有不允許的字元
         [edge] 首尾有不允許的點、連字號或空格
         [reserved] 是 Windows 保留的名稱
    }。
    .hint = 請改名後重新辦理。
K143 = { record-place }「{ $found }」在目錄中的位置不對。
    .hint = 此目錄不是由 git 或本程式寫成。請由原經辦人重新辦理。
K144 = { record-place }「{ $found }」在同一目錄中出現了兩次。
    .hint = 同名的兩項可能是為了蒙混。請查明由誰寫成。
K145 = { record-place }「{ $found }」與同一目錄中的另一項只有大小寫不同。
    .hint = 有的電腦不分大小寫，兩個檔案會互相覆蓋。請改名後重新辦理。
K146 = { record-place }目錄是空的。
    .hint = 請在其中放入檔案，或去掉這個目錄。
K147 = { record-place }檔案太多，最多 { $expected } 項。
    .hint = 請分成幾個目錄存放，或打包成一個附件。
K148 = { record-place }目錄層次太深，最多 16 層。
    .hint = 請減少層次後重新辦理。

## 庫

-clean-clone = 請從可靠的來源另取一份乾淨的副本：git clone --no-local --reject-shallow --no-tags --single-branch --branch main 來源 新目錄 && git -C 新目錄 fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'

K150 = { record-place }此處沒有 git 庫。
    .hint = 請核對路徑，或進入庫所在的目錄再執行。
K151 = { record-place }庫的物件格式應為 SHA-1，實際不是。
    .hint = 請用 kanhe 新建，或用 git init --object-format=sha1 --ref-format=files 新建後再取回。本程式另以 SHA-256 保護內容。
K152 = { record-place }庫的引用儲存方式應為 files，實為 reftable。
    .hint = 請用 git refs migrate --ref-format=files 轉換。
K153 = { record-place }這是淺層複製，較早的記錄不在其中。
    .hint = 缺的不等於有誤。請用 git fetch --unshallow 補齊後再核驗；{ -clean-clone }
K154 = { record-place }庫中有 info/grafts，它會改變記錄的先後。
    .hint = 請查明來歷，保留現場備查。{ -clean-clone }
K155 = { record-place }物件取自別處（alternates），此庫不完整。
    .hint = 請用 git repack -a -d 收齊物件，再刪除該檔案；或者重新複製。{ -clean-clone }
K156 = { record-place }庫中有替換引用「{ $found }」，它會以另一物件冒充原物件。
    .hint = 請查明來歷，保留現場備查；自己建立的可用 git replace -d 刪除。{ -clean-clone }
K157 = { record-place }引用「{ $found }」應直接指向物件，實為符號引用。
    .hint = 請查明來歷，保留現場備查。{ -clean-clone }
K158 = { record-place }庫屬於另一個使用者。
    .hint = 請以庫的擁有者身分執行，或由管理員更改擁有者。
K159 = { record-place }引用名「{ $found }」不合規定。
    .hint = 用印的引用名應為 refs/tags/seal/事項/印章，由本程式建立；其他引用名也應為合乎規範的文字。
K160 = { record-place }此處已有 git 庫。
    .hint = 請另選空目錄，或直接使用現有的庫。
K161 = { record-place }此庫沒有工作目錄。
    .hint = 請在帶工作目錄的副本中進行。
K162 = { record-place }這裡的 { $found } 只指向別處的庫（連結工作目錄或子模組），紀錄不在此處。
    .hint = 請用 --record 直接指定所指的那個庫。
K163 = { record-place }此處應為一般檔案或目錄，卻是連結或特殊檔案。
    .hint = 核驗不跟隨連結。{ -clean-clone }
K164 = { record-place }這是部分複製，缺少的物件要向伺服器現取；核驗從不連線。
    .hint = { -clean-clone }
K165 = { record-place }引用檔的內容應為 40 位物件名，實為「{ $found }」。
    .hint = 檔案損壞或遭更動，請保留現場備查。{ -clean-clone }
K166 = { record-place }packed-refs 中這一行不合格式、重複或次序不對：「{ $found }」。
    .hint = 檔案損壞或遭更動，請保留現場備查。{ -clean-clone }
K167 = { record-place }引用「{ $found }」與引用「{ $expected }」不能並存，各種 git 讀法不一。
    .hint = 請查明來歷，保留現場備查。{ -clean-clone }

## 寫入

K170 = { record-place }正式分支 main 應在 { $expected }，實在 { $found }。
    .hint = 期間有人先辦理了。請看過新的記錄後重新辦理。
K171 = { record-place }用印記錄「{ $found }」已經存在。
    .hint = 同一事項的同一印章只蓋一次，已蓋的不能更換。
K172 = { record-place }路徑「{ $found }」不能寫入。
    .hint = 請核對名稱和層次；該處也可能已有同名檔案。
K173 = { record-place }另一程式正在寫入此庫。
    .hint = 請稍候再試。若久等不退，查明無程式執行後刪除遺留的 .lock 檔案。

## 遠端

K180 = { record-place }沒有名為「{ $found }」的遠端。
    .hint = 請用 git remote -v 查看，或用 git remote add 新增。
K181 = { record-place }無法執行 git 程式：{ $found }。
    .hint = 請安裝 git，並確認它在 PATH 中。
K182 = { record-place }取回失敗：{ $found }
    .hint = 請檢查網路、位址和登入權限後再試。
K183 = { record-place }送出得晚了：遠端已有新的記錄。
    .hint = 請先取回，看過新的記錄後重新辦理。
K184 = { record-place }遠端不予接收：{ $found }
    .hint = 請按所列理由更正。本地的記錄未被接收，不算數。
K185 = { record-place }連不上遠端：{ $found }
    .hint = 請檢查網路、位址和登入權限後再試。
K186 = { record-place }不是檔案庫的備份包：應為「{ $expected }」，實為「{ $found }」。
    .hint = 請改用該檔案的另一份副本。
K187 = { record-place }git 未能完成：{ $found }
    .hint = 請檢查磁碟空間，並用 git fsck 檢查此庫。

## 本機

K190 = { record-place }作業系統回報：{ $found }。
    .hint = 請檢查磁碟空間和檔案權限。
K191 = { record-place }git 函式庫回報：{ $found }。
    .hint = 請用 git fsck 檢查此庫；若無異常，請將此資訊交管理員。
K192 = { record-place }快取不能使用：{ $found }。
    .hint = 快取可以隨時刪除，會自動重建。請檢查該目錄是否可寫。

# 不予辦理的理由。編號見 docs/refusals.md，永久不變。

## 簽名

K201 = 簽名憑證 { $fingerprint } 未登記在冊，不能據以辦理；應由登記在冊的人員用本人憑證簽署。
    .hint = 請核對所用憑證；確屬本人憑證的，請先聯絡管理員登記。
K202 = { $holder }的憑證 { $fingerprint } 已{ WORDS($standing, of: "standing") }；應使用有效憑證簽署。
    .hint = 請改用本人的有效憑證；沒有有效憑證的，請聯絡管理員。
K203 = 本次辦理由印章「{ $seal }」的憑證簽署；應由經辦人用本人憑證簽署。
    .hint = 印章憑證只用於蓋章，請改用本人憑證重新簽署。
K204 = 署名應與登記簿一致，為「{ $expected }」；實為「{ $found }」。
    .hint = 請將 git 的 user.name 和 user.email 改為登記簿中的姓名和電子郵件，再重新辦理。
K205 = 此項由{ $holder }的憑證 { $fingerprint } 簽署，該憑證已通報外洩，第 { $after } 項之後的簽署存疑；尚無他人確認此項屬實。
    .hint = 請由該事項流程中的其他人員查核後確認：kanhe affirm 〈事項〉 --act 〈序號〉 --opinion "經查核屬實"。並非本人所為的，不得確認。

## 事項與流程

K501 = 沒有「{ $collection }」這一類事項；現有：{ WORDS($known) }。
    .hint = 請核對事項編號的第一段；確需新設一類的，請聯絡管理員增設辦理流程。
K502 = 事項 { $subject } 已經提交過，不能重複提交。
    .hint = 修改原稿請用 kanhe revise { $subject }；另起新稿請換一個編號。
K503 = 沒有事項 { $subject }；應為已提交的事項。
    .hint = 請核對事項編號；尚未提交的，應先提交。
K504 = 事項 { $subject } { WORDS($stage, of: "stage") }，不能再辦理。
    .hint = 辦理經過請用 kanhe status { $subject } 查看；確需更改的，請另行擬稿。
K505 = 此事項只能由擬稿人{ $drafter }{ WORDS($verb, of: "verb") }。
    .hint = 請由擬稿人辦理；審核中認為需要修改的，可以退回擬稿人。
K506 = 此事項已簽發，文號為「{ $number }」，不能再{ WORDS($verb, of: "verb") }。
    .hint = 已簽發的公文不得改動；確需更正的，請另行發文。
K507 = 修改稿應與上次提交的內容不同；現兩稿完全相同（{ $digest }）。
    .hint = 請先改好文稿或附件並儲存，再用 kanhe revise 〈事項〉 提交。
K508 = 事項 { $subject } 的文稿有 { $count } 處不符合要求。
    .hint = 請按所列各處逐一改正。新稿改正後重新提交，已提交的用 kanhe revise { $subject } 提交。
K509 = 環節「{ $step }」沒有能夠簽署的承辦人，事項到此將無人辦理。
    .hint = 請聯絡管理員，核對該環節職位的任職人員及其憑證；用印環節的，核對發文機關有無印章及保管人；會簽、依次和幾人同意的環節，應簽的人都要能夠簽署。
K511 = 事項 { $subject } 現為「{ WORDS($stage, of: "stage") }」，已回到擬稿人手中；應待其重新送審後再辦理。
    .hint = 請等候擬稿人用 kanhe revise { $subject } 提交修改稿；退回而文稿無須修改的，也可用 kanhe reply { $subject } 答覆。
K512 = 此事項現處「{ $expected }」環節，不能辦理「{ $found }」環節；審批應當逐級進行，不得越級。
    .hint = 當前環節及承辦人請用 kanhe status 〈事項〉 查看。
K513 = 環節「{ $step }」不能辦理「{ WORDS($verb, of: "verb") }」；可以辦理的有：{ WORDS($allowed, of: "verb") }。
    .hint = 請按本環節可以辦理的方式簽署，寫法見 kanhe 〈命令〉 --help。
K514 = 環節「{ $step }」應由以下人員辦理：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 請由上列人員辦理；受其委託代辦的，請加 --on-behalf-of；人員職位有誤的，請聯絡管理員更正登記。
K515 = { $person }在本環節已經簽署過意見（辦理序號 { $seq }），不能重複簽署。
    .hint = 請等候本環節其他承辦人簽署，進展請用 kanhe status 〈事項〉 查看。
K516 = 簽署的應為現行文稿 { $expected }；實際簽署的是 { $found }。
    .hint = 文稿可能剛作過修改。請用 kanhe status 〈事項〉 查看，讀過現行文稿後重新簽署。
K517 = 辦理「{ WORDS($verb, of: "verb") }」應當簽署意見；現未寫意見。
    .hint = { $verb ->
        [receive] 請寫明核對的結果，例如 --opinion "正文和格式核對無誤"。
        [complete] 請寫明辦理的結果，例如 --opinion "已辦結"。
       *[other] 請在命令後面寫明意見，例如 --opinion "同意，請按期印發"。
    }
K518 = 辦理「{ WORDS($verb, of: "verb") }」應當說明理由；現未寫理由。
    .hint = { $verb ->
        [send] 請用 --reason 寫明為何重發或者補發，例如 --reason "已換附件，重發"。
        [refuse] 請用 --reason 寫明為何退回，例如 --reason "附件打不開，請重發"。
       *[other] 請用 --reason 寫明理由，例如 --reason "內容有誤，需重新擬稿"。
    }
K519 = 辦理「{ WORDS($verb, of: "verb") }」應當明確表示同意；所簽「{ $opinion }」只表示看過，按規定視為不同意。
    .hint = 確實同意的，請寫明，例如 kanhe approve 〈事項〉 --opinion "同意"；不同意的，請簽不同意或者退回。
K520 = 意見或理由不得超過 { $most } 字；現為 { $length } 字。
    .hint = 請只寫結論和要點，精簡後重新簽署。
K521 = 文號應為順序的下一號「{ $expected }」；所給文號為「{ $found }」。
    .hint = 文號連續編排，不留空號，不得重號。可能剛有其他公文簽發，請按新的文號重新簽發。
K522 = 發文機關「{ $unit }」沒有機關代字，不能編排文號。
    .hint = 請核對發文機關；無誤的，請聯絡管理員登記該單位的機關代字。
K523 = 事項 { $subject } 的第 { $seq } 項簽署存疑，確認之前不能繼續辦理。
    .hint = 請由流程中的其他人員用 kanhe affirm 確認該項，或者由擬稿人修改後重新送審。
K524 = 事項 { $subject } 的第 { $seq } 項沒有存疑，不需要確認。
    .hint = 請用 kanhe verify 查看哪些項存疑。
K525 = { $person }在第 { $seq } 項提出或者同意了此申請，不得自己執行。
    .hint = 請由另一名操作員執行；申請、審批、執行應由不同的人辦理（A4）。
K526 = { $path } 在申請送審之後已由第 { $seq } 項更改，不能再按原申請執行。
    .hint = 請由申請人按現行內容修改申請所附檔案，重新送審。
K527 = 按申請 { $subject } 所附檔案更改後，設定、登記簿或者流程有 { $count } 處不符合要求。
    .hint = 請逐條改正申請所附檔案，再重新辦理。
K528 = 第 { $seq } 項應由流程中的其他人員確認；{ $person }不在其列。可以確認的人員：{ $asked }。
    .hint = 請聯絡所列人員；本人辦理的事項不得由本人確認。
K529 = 此類事項應由以下人員擬稿：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 請由上列人員擬稿送審。沒有列出人員的，請核對表單所填的類別；無誤的，請聯絡管理員核對流程。
K530 = { $person }沒有代{ $behalf }辦理此事項的有效授權。
    .hint = 請核對外出授權的起訖日期和授權範圍；確需代辦的，由{ $behalf }另行辦理外出授權。雙方任何一人擬稿的事項不得代辦；不得借用他人的密碼或者憑證。
K531 = 環節「{ $step }」應先由以下人員辦理：{ WORDS($first) }；{ $person }須在其後辦理。
    .hint = 請等候上列人員簽署或者答覆，進展請用 kanhe status 〈事項〉 查看。
K532 = 環節「{ $step }」的時限為 { $due }，現已逾期；逾期辦理「{ WORDS($verb, of: "verb") }」應當說明理由，現未寫理由。
    .hint = 請寫明充分的理由，例如 kanhe approve 〈事項〉 --opinion "同意" --reason "等候補充資料"。
K533 = 應當確認此前的辦理符合流程，並確認到第 { $expected } 項；現確認到：{ $found }。
    .hint = 請用 kanhe pull 取回最新的辦理，用 kanhe status 〈事項〉 查看經過；符合流程的，加 --checked 重新辦理，不符合的，請退回。
K534 = 辦理「{ WORDS($verb, of: "verb") }」不能指定{ $person }。
    .hint = 傳閱應給尚未收到的其他登記人員。加簽、轉辦、委派應給另一名持有有效憑證的人員，不是擬稿人，也不是本環節已有的承辦人或者被委派人；已經前加簽、後加簽他人的，不能再轉辦。本環節的承辦人不必越級簽署。
K535 = { $other }不是{ $person }加簽或者委派、至今未辦理的人員，不能減簽。
    .hint = 只能減去本人加簽而尚未簽署、或者本人委派而尚未答覆的人員，請用 kanhe status 〈事項〉 查看。
K536 = 審批應當逐級進行，不得越級；{ $person }不是下一環節「{ $next }」的承辦人。
    .hint = 加簽只能請下一環節的承辦人，或者以後各環節都不涉及的人員。確需越級的，由下一環節的承辦人辦理：kanhe add-sign 〈事項〉 --lift --reason "情況緊急"。
K537 = { $found ->
        [drafter] 不能這樣退回擬稿人
       *[other] 不能這樣退回到環節「{ $found }」
    }；可以退回的環節：{ WORDS($passed) }。
    .hint = 不加 --to 即退回擬稿人；退回到環節的，應為本輪已經過的環節。簽發之後不能退回到簽發之前的環節，也不能加 --straight。
K538 = 此事項最近的一項辦理是第 { $seq } 項，{ $person }不能拿回。
    .hint = 只能拿回本人剛送審、剛簽署或者剛退回的一項，其後沒有人接著辦理；簽發、用印、執行變更不能拿回。需要更動的，請目前的承辦人退回。
K539 = 此事項的「{ WORDS($verb, of: "verb") }」應由以下人員辦理：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 請由上列人員辦理；催辦、傳閱也可以由擬稿人和辦理過此事項的人員辦理。沒有列出人員的，流程沒有准許他人辦理。
K540 = 時限應在現在之後；所定的 { $due } 已過。
    .hint = 請另定時限，例如 kanhe instruct 〈事項〉 --due "2026-03-02 17:00" --opinion "請按時辦結"。
K563 = 按所填內容，事項 { $subject } 不經過任何環節，不能送審。
    .hint = 請核對表單所填的各項；無誤的，請聯絡管理員核對流程中各環節的適用條件。
K564 = 此事項已編文號「{ $number }」，發文機關和文種不能再改。
    .hint = 請恢復原來的發文機關和文種，再重新提交；確需更改的，請另行發文。
K565 = { $verb ->
        [recall] 只能收回已經辦完的外出授權；此事項不是外出授權，或者尚未辦完，
       *[other] 辦理「{ WORDS($verb, of: "verb") }」的事項應當已經辦完全部環節；此事項
    }現為「{ WORDS($stage, of: "stage") }」。
    .hint = 請用 kanhe status 〈事項〉 查看辦到哪一步。尚未辦完的，擬稿人可以撤回，承辦人可以退回。
K566 = 事項 { $subject } { WORDS($stage, of: "stage") }，不能再辦理。
    .hint = 無須再辦，經過請用 kanhe status { $subject } 查看。
K567 = 所廢止、更正的應為現行有效的事項，更正的還應屬同一類；{ $other } 尚未辦完、已經失效，或者不是由本單位或其下屬單位製發的。
    .hint = 請核對事項編號，用 kanhe status { $other } 查看；已經失效的，不必再列。
K568 = 此事項沒有傳閱給{ $person }，或者{ $person }已經閱過。
    .hint = 已經閱過的，無須再辦；需要閱知的，請擬稿人用 kanhe circulate 〈事項〉 --to 〈人員〉 傳閱。
K569 = { $field ->
        [until] 結束日期不得早於起始日期；現為「{ $found }」。
        [to] 受託人或者接替人應為另一名持有有效憑證的人員；現為「{ $found }」。
       *[other] 「{ $field }」不符合要求；現為「{ $found }」。
    }
    .hint = 請改正文稿開頭的此項後重新提交。不得授權給自己，也不得由離崗人自己接替。
K570 = 「{ $collection }」類申請不得作此類變更：{ WORDS($change, of: "change") }（{ $path }）。可以辦理的類別：{ $others }。
    .hint = 請改用所列類別另行申請；沒有列出的，本單位尚未設定辦理此類變更的流程，請聯絡管理員。
K571 = 本申請會使{ $person }增加職位、憑證或者印章保管權，{ $person }不得參與審批或者執行。
    .hint = 請由其他有權的人員辦理；沒有其他人員的，由上一級負責人辦理。
K572 = 掛失應寫明一名人員或者一枚印章，且其憑證正在使用；「{ $field }」現為「{ $found }」。
    .hint = 請只填人員、印章中的一項。要掛失其中一張憑證的，填寫其完整指紋；已經停用或者已經掛失的憑證不必再掛失。
K573 = 掛失後將再無任何人員能夠簽署，本檔案庫無法繼續辦理。
    .hint = 請先為另一名人員登記憑證；只有一人的，請先登記第二張憑證，再掛失這一張。
K574 = 掛失 { $subject } 一經提交即生效，不得撤回。
    .hint = 確係誤報或者已經找回的，由核實人簽「不同意」，或者由流程所列人員撤銷，憑證隨即恢復使用。
K575 = 本申請已於第 { $seq } 號執行，不能再「{ WORDS($verb, of: "verb") }」。
    .hint = 要改回或者再改的，請另行提出申請。
K576 = { $person }現有可用的憑證，新憑證應由本人申請登記。
    .hint = 請由{ $person }本人執行 kanhe key register 提出申請。本人的憑證已經遺失或者不能使用的，先辦理掛失或者停用，再由單位代為申請。
K578 = { $subject } 還沒有用印，不能發送：未蓋章的公文不得發出。
    .hint = 請保管人先用 kanhe seal { $subject } 用印。
K579 = 收文對象「{ $recipient }」不在登記簿或者設定中，已經撤銷或離任，或者就是發文機關自己。
    .hint = 請寫在用的單位代號、「單位/*」、「@人員」，或者設定中的「+收文單位組」。
K580 = { $name }沒有能簽收的人。
    .hint = 單位應先指定收文員，收文的人應有可用的憑證；一時辦不了的，暫不發給。
K581 = { $person }不能辦理「{ WORDS($verb, of: "verb") }」：「首次開啟」只由伺服器的憑證記入，伺服器的憑證也只做這一件事。
    .hint = 伺服器在登記簿中是 kind = "service" 的一項；其他辦理請用本人的憑證。
K582 = 沒有發給{ $addressee }；發給了：{ $sent }。
    .hint = 請核對事項編號和 --for；應當收到而沒有的，請與發文機關聯絡補發。
K583 = 已經發給過：{ $recipients }，不重複發送。
    .hint = 補發的，只寫還沒有的收文對象；對方要求重發的，應先由對方用 kanhe refuse 退回並寫明原因。
K584 = { $addressee }已經辦過簽收或者退回（第 { $seq } 號）。
    .hint = 經過見 kanhe status；退回後重發的，可以再次簽收。
K585 = { $addressee }由{ $person }於 { $time } 開啟的記載不成立：應為發送之後的首次開啟，由有權在該處簽收的人（含受託人）開啟，且不晚於記入之時。
    .hint = 請核對伺服器的時鐘和登記簿中的收文員。
K586 = { $unit }沒有簽收 { $source }，或者它已經撤銷，不能登記為收文。
    .hint = 請收文員先用 kanhe receive { $source } 簽收。
K587 = { $source } 在本單位已經登記為 { $other }，不重複登記。
    .hint = 請在 { $other } 中辦理。
K588 = { $source } 發給過{ $addressees }，更正的公文沒有發給。
    .hint = 更正的公文應當發給所有收到原件的單位和人員，請一併寫入收文對象後再發送。
K589 = { $source } 只限部分人員閱讀，登記後卻全體人員都能看到其標題和文號。
    .hint = 請在「閱讀範圍」中填寫辦理人員所在的單位、崗位或者人員。
K590 = { $subject } 的收文對象都已簽收或者退回，沒有需要催辦的。
    .hint = 簽收情況見 kanhe status { $subject }；被退回的，更正後重新發送。
K591 = { $subject } 首次發送，至少應有一個主送對象；現只寫了抄送。
    .hint = 請用 --to 寫明主送，--cc 寫明抄送；發送過的，以後可以只補抄送。
K592 = 登記的標題或者來文字號與 { $source } 的不同；來文寫的是「{ $there }」。
    .hint = 標題和字號應與來文一致：kanhe new incoming --set source={ $source } 會自動填寫。
K594 = 原來登記的是「{ $before }」，修改後不是同一份文件，或者是較早的一次發送。
    .hint = 請撤回這一件，另行登記新的文件包。
K595 = 「{ $found }」不是往來機關發來的文件包。
    .hint = 請用 kanhe receive 〈文件包〉 --from 〈往來機關〉 登記，此項由程式填寫；對方還沒有備案的，先申請變更系統設定，登記往來機關。
K596 = 對方的 { $subject }（第 { $sending } 號發送）已經登記為 { $other }，不重複登記。
    .hint = 請在 { $other } 中辦理。重發的文件包內容有變化的，先終止或者撤銷 { $other }，再登記。
K597 = 「{ $found }」沒有對應的發送：該文沒有在那一次發給這個機關。
    .hint = 請核對回執是不是本機關所發公文的最近一次發送；對方退回後重發的，只收重發那一次的回執。
K598 = { $subject } 的第 { $sending } 號發送已有回執：第 { $seq } 號辦理。
    .hint = 不重複登記。原來登記錯了的，先撤銷那一份回執，再登記。
K599 = 對方的 { $subject }（第 { $sending } 號發送）不能再登記：{ $other } 所辦的是第 { $seq } 號發送，已經退回或者比這一次晚。
    .hint = 請對方重新發送，登記新的文件包。

## 文稿

K541 = { $what ->
        [toml] 文稿開頭的各項填寫有誤：{ $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = 請照此改正 index.md：首行為 +++，其後每項一行，再以一行 +++ 結束，然後是正文。
K542 = 沒有「{ $name }」這一項；可以填寫的有：{ WORDS($known) }。
    .hint = 請核對項目名稱，多餘的請刪去。
K543 = 「{ $name }」為必填項，現未填寫。
    .hint = 請在 index.md 開頭填寫此項；需本人核對的項目，核對後改為 true。
K544 = 「{ $name }」應填寫{ WORDS($expected, of: "kind") }，現填寫的不是。
    .hint = 請按要求改寫；文字和代號要加半形雙引號。
K545 = 「{ $name }」應為以下之一：{ WORDS($choices) }；現為「{ $value }」。
    .hint = 請從所列各項中選填一項，用字須完全一致。
K546 = 「{ $name }」不得超過 { $max } 字；現為 { $length } 字。
    .hint = 請精簡後重新提交。
K547 = 「{ $name }」應填寫登記在冊的單位或者人員的代號；「{ $value }」未登記。
    .hint = 請核對代號，即登記簿中該單位或者人員的資料夾名稱。
K548 = 所列附件「{ $name }」不在事項資料夾中。
    .hint = 請將附件放到 index.md 旁邊，並核對檔名。
K549 = 正文引用了檔案「{ $target }」，但事項資料夾中沒有這個檔案。
    .hint = 請放入該檔案，或者改正正文中的連結。
K550 = 單個檔案不得超過 { $limit } 位元組；「{ $name }」為 { $size } 位元組。
    .hint = 請壓縮或者拆分該檔案。
K551 = 事項的全部檔案合計不得超過 { $limit } 位元組；現為 { $size } 位元組。
    .hint = 請壓縮附件，或者刪去不必要的附件。
K552 = 事項資料夾中不得再設資料夾；現有「{ $name }」。
    .hint = 請將檔案移到 index.md 旁邊，並刪去空資料夾。
K553 = 事項資料夾中應有文稿 index.md，現沒有。
    .hint = 請將文稿存為 index.md。
K554 = 「{ $name }」首尾不得有空格，也不得含有看不見的字元；現含有。
    .hint = 請刪去空格後重新輸入；從其他軟體貼上來的文字最易帶入此類字元。
K555 = 申請所附檔案「{ $path }」不在可以變更的範圍內。
    .hint = files/ 之下只放 kanhe.toml，以及 workflows/、themes/、hooks/、content/units/、content/people/、content/seals/ 中的檔案。
K556 = 變更申請應附有擬變更的檔案；files/ 之下沒有檔案。
    .hint = 請把變更後的檔案按其在檔案庫中的路徑放到 files/ 之下，例如 files/content/people/〈代號〉/index.md。
K557 = { $says-tw }（規定 { $name }）
    .hint = 請按這一規定改正文稿，再重新提交。
K558 = 正文應按次序寫有標題「{ $heading }」；現沒有，或者次序不對。
    .hint = 請將「## { $heading }」單獨寫成一行，放在規定的位置。
K559 = 「{ $name }」應填寫已提交的、所要求類別的事項編號；現為「{ $value }」。
    .hint = 請核對編號，寫法如 documents/2026/0302-9f3a；不能填寫本事項自己。
K560 = 檔案「{ $name }」不能隨文稿提交；附帶檔案的類型或者個數限於：{ WORDS($allowed) }。
    .hint = 類型不符的，請轉換後再放入；個數過多的，請合併或者刪去。
K561 = 「{ $name }」應在 { $bounds } 的範圍內；現為「{ $value }」。
    .hint = 請填寫範圍內的整數；範圍只寫一端的，另一端不限。
K562 = 「{ $name }」應按「{ $shape }」的樣式填寫；現為「{ $value }」。
    .hint = 樣式中的 9 代表一位數字，A 代表一個大寫字母，其他字元照寫。
K577 = { $name } 之下應有匯入的文件（每份一個資料夾，內有 index.md）；現沒有。
    .hint = 請把每份文件放成 documents/〈代號〉/index.md，附件放在它旁邊；一般由「kanhe import documents 〈資料夾〉」產生。
head-encoding = 檔案應為不帶 BOM 標記的 UTF-8 編碼，現不是。
head-carriage-return = 檔案應以 LF 換行，現含有歸位字元（CR）。
head-no-opening = 檔案首行應為 +++，現不是。
head-no-closing = 檔案開頭的各項之後應有一行 +++，現沒有。

## 用印

K601 = 沒有印章「{ $seal }」；應為登記在冊的印章。
    .hint = 請核對印章代號，即登記簿中該印章的資料夾名稱。
K602 = 事項 { $subject } 尚未簽發；應當先簽發，後用印。
    .hint = 請等候簽發，進展請用 kanhe status { $subject } 查看。
K603 = 應加蓋發文機關「{ $issuer }」的印章；「{ $seal }」是「{ $unit }」的印章。
    .hint = 請改用發文機關的印章。
K604 = 印章「{ $seal }」應由保管人{ WORDS($custodians) }使用；{ $person }不是保管人。
    .hint = 請由保管人用印；保管人有變動的，請聯絡管理員更正登記。
K605 = 印章「{ $seal }」已經加蓋（辦理序號 { $seq }），不能重複用印。
    .hint = 無須再辦，用印情況請用 kanhe status 〈事項〉 查看。
K606 = 印章「{ $seal }」沒有有效憑證，不能使用。
    .hint = 請聯絡管理員為該印章登記有效憑證，或者改用本機關的其他印章。
K607 = 印章「{ $seal }」是{ WORDS($kind, of: "seal-kind") }，不能用於本環節。
    .hint = 加蓋單位印章的環節用公章或者專用章；加蓋簽名章的環節用簽發人本人的簽名章。
K608 = { $unit }已於第 { $seq } 號用印，一個單位只蓋一枚。
    .hint = 不必再蓋。聯合行文的，由其他發文單位的保管人用印。

## 設定、登記簿和流程

K801 = { $path } 第 { $line } 行：{ $what ->
        [toml] 填寫有誤：{ $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = 請照此改正該行。
K802 = 缺少檔案 { $path }。
    .hint = 請補上該檔案，寫法見 docs/record-format.md 第 8 節。
K803 = { $path } 中「{ $field }」所填「{ $found }」不符合要求。
    .hint = 請按 docs/record-format.md 第 8 節改正；流程檔案的寫法見 docs/workflows.md。
K804 = { $path } 中「{ $field }」應指向已登記的內容；「{ $value }」未登記。
    .hint = 請核對代號，或者先登記所指的單位、職位或者人員。
K805 = { $path } 中「{ $field }」的「{ $value }」不得重複；{ $other } 已經使用。
    .hint = 請核對兩處，改正其中一處。
K806 = { $path }：單位「{ $unit }」的上級單位應能逐級上溯到頂；現首尾相接，成了循環。
    .hint = 請核對各單位的上級單位（parent）。
K807 = { $path }：名稱應為 1 至 64 個小寫字母、數字或者連字號，首尾不用連字號，且不得占用系統名稱；現為「{ $found }」。
    .hint = 請改用符合要求的名稱。
K808 = { $path } 列出的憑證檔案 { $name } 不在旁邊。
    .hint = 請將憑證檔案放到該 index.md 旁邊，檔名為憑證指紋加 .asc。
K809 = 憑證檔案 { $path } 未列入登記。
    .hint = 請在旁邊的 index.md 中列出此憑證；不用的，請刪去該檔案。
K810 = 建檔人的憑證 { $fingerprint } 應為登記在冊人員的有效憑證；{ $path } 中沒有。
    .hint = 請先將建檔人及其憑證登記在冊，再建檔。
K811 = { $path }：{ $name } 已{ WORDS($standing, of: "standing") }，這一狀態不得撤回或者放寬。
    .hint = 請另行登記新憑證、新單位或者新印章；憑證存疑的起點只能提前，不能延後；印章應先繳回，再銷毀。
K812 = { $path }：{ $name }還沒有接替人，不得使其沒有可用的憑證。
    .hint = 請先辦理離崗交接，由接替人接收、所在單位負責人核驗，再作變更。憑證外洩的，可以隨時登記為外洩。
K820 = { $path }：{ $unit }已撤銷，不得再有所屬；{ $other } 仍屬於它。
    .hint = 撤銷單位的，其人員、職位、印章、下級單位應在同一申請中一併轉出、註銷或者繳回（kanhe propose --abolish 可以代為寫出）。
K821 = { $path }：{ $name }已離職，不得再有職位、可用的憑證、印章或者帳號；現仍有 { $other }。
    .hint = 請在同一申請中去掉職位、停用憑證，並為印章和帳號另定保管人、責任人。
K822 = { $path }：「{ $name }」是公用帳號、專用帳號或者伺服器，不是個人，不得有職位、印章或者名下帳號，除伺服器外也不得有憑證；現有 { $other }。
    .hint = 簽署和用印應由本人用自己的憑證辦理。請去掉這一項，或者為責任人本人登記。
K823 = { $path }：印章「{ $title }」已繳回或者銷毀，其憑證 { $name } 不得繼續有效。
    .hint = 請在同一申請中將該憑證改為停用。
K824 = { $path }：按本單位規定，{ $name }應登記「{ WORDS($field, of: "required") }」。
    .hint = 請補填。哪些人員應登記哪些內容，見 kanhe.toml 的 [register]。
K825 = { $path }：信箱 { $email } 不是本單位的信箱，應屬於：{ $domains }。
    .hint = 請改填單位配發的信箱；外來人員不開設帳號。
K826 = { $path }：{ $unit }的「{ $post }」應有{ $exact ->
        [yes] { " " }{ $least } 人
       *[other] { " " }{ $least } 至 { $most } 人（—為不限）
    }，現為 { $found } 人。
    .hint = 請在同一申請中任命或者免去，使人數符合；確需調整人數的，另行申請修改 kanhe.toml 的 [[register.post]]。
K827 = { $path }：「{ $field }」一經登記不得更改，原為「{ $was }」。
    .hint = 請保留原值。原登記有誤的，停用原登記，另行登記。
K828 = { $path }：單位更名的，原名「{ $was }」應列入 former（曾用名）。
    .hint = 請在 former 中補寫原名。
K829 = { $path }：單位已更名或者撤銷（{ $unit }），刻有原名「{ $title }」的公章應先繳回。
    .hint = 請在同一申請中將該印章改為繳回並停用其憑證，再按程序製發新章。

K240 = 文字應以「{ $expected }」一行開頭，實際開頭是「{ $found }」。
    .hint = 請提交勘合或 GnuPG 寫出的原檔，第一行之前不要有任何內容。
K241 = 封裝的第二行應為空行，實際是「{ $found }」。
    .hint = 封裝內不得帶標頭或註解。請從 gpg.conf 中去掉 comment、emit-version，重新匯出。
K242 = 文字應以「{ $expected }」一行和一個換行結束。
    .hint = 末尾多了內容或被截斷。請從來源處重新取得檔案。
K243 = 末行之前應有核對行（「=」加四個字元），實際是「{ $found }」。
    .hint = 請從來源處重新取得檔案，不要從郵件內文中複製。
K244 = 首尾兩行之間不是規整的 base64 編碼。
    .hint = 有字元被更動、增加或遺失。請從來源處重新取得檔案。
K245 = 核對值應為 { $expected }，文中寫的是 { $found }。
    .hint = 文字在傳遞中損壞或被更動。請從來源處重新取得。
K246 = 第 { $line } 行的排版與檔案庫唯一允許的形式不同。
    .hint = 每行 64 個字元，僅最後一行可以較短。請由勘合寫檔，不要用編輯器改排。
K210 = 此處應恰有一個簽章，實際：{ $found }。
    .hint = 一項行為只帶一人的一個簽章。請用勘合重新簽章。
K211 = 簽章封包沒有按其版本唯一的形式書寫。
    .hint = 簽章被其他程式改寫過。請用勘合重新簽章。
K212 = 簽章的版本是 { $found }，只允許第 4 版和第 6 版。
    .hint = 請更新 GnuPG 後重新簽章。
K213 = 簽章的類型是 { $found }，只允許 0x00（對原位元組簽章）。
    .hint = 請從 gpg.conf 中去掉 textmode，重新簽章。
K214 = 簽章使用了 { $found }，只允許 SHA-256、SHA-384、SHA-512。
    .hint = 請從 gpg.conf 中去掉 digest-algo、personal-digest-preferences，重新簽章。
K215 = 簽章使用了 { $found }，只允許 Ed25519、ECDSA、RSA。
    .hint = 請新建 Ed25519 金鑰，並登記其憑證。
K216 = 簽章封包中受簽章保護的部分不合要求：{ $found }。
    .hint = 其中應各寫明一次簽章時間和金鑰的完整指紋。請檢查 gpg.conf 中的特殊設定後重新簽章。
K217 = 簽章封包中不受簽章保護的部分夾帶了內容：{ $found }。
    .hint = 這是簽章之後加入的。請用勘合重新簽章，或查明是誰更動的。
K218 = 簽章封包無法讀取：{ $found }。
    .hint = 簽章已損壞或被更動。請用勘合重新簽章。
K219 = 簽章由金鑰 { $key } 作出，而憑證 { $certificate } 中沒有這把金鑰。
    .hint = 請用已登記憑證的金鑰簽章；憑證若已更新，請先登記新憑證。
K220 = 子金鑰 { $key } 與其憑證沒有正確綁定：缺少有效的 { $missing }。
    .hint = 不要接受這份憑證。請持有人從本人的金鑰環重新匯出。
K221 = 金鑰 { $key } 不是用於簽章的。
    .hint = 請用帶簽章用途的金鑰（gpg --list-keys 中標有「S」）簽章。
K222 = 金鑰 { $key }（{ $algorithm }）強度不足。應為 Ed25519、NIST P-256、P-384、P-521，或不少於 3072 位元的 RSA。
    .hint = 請新建 Ed25519 金鑰，並登記其憑證。
K223 = 簽章時間為 { $signed }，而金鑰 { $key } 到 { $created } 才產生。
    .hint = 請檢查簽章所用電腦的時鐘。
K224 = 簽章時間為 { $signed }，而金鑰 { $key } 已於 { $expired } 到期。
    .hint = 請延長金鑰效期（gpg --quick-set-expire），登記更新後的憑證，再重新簽章。
K225 = 金鑰 { $key } 已由持有人廢止。
    .hint = 請改用新金鑰簽章。舊金鑰若已失竊，請告知檔案管理人。
K226 = 金鑰 { $key } 的簽章與這些內容不符。
    .hint = 內容在簽章之後被更動，或簽章屬於另一份內容。不要採信。
K227 = 金鑰 { $key } 的 ECDSA 簽章雖可驗證，卻不是檔案庫唯一允許的形式：其中的數 s 落在上半區。
    .hint = 這種形式任何人都能由原簽章改寫而得，使同一筆辦理紀錄換一個名稱。請採用簽章人寫成的原件，或請其用勘合重新簽章。
K230 = 憑證檔有 { $size } 位元組，最多允許 { $most } 位元組。
    .hint = 匯出時不要帶他人的簽章：gpg --export-options export-minimal。
K231 = 這是私密金鑰，不是憑證。
    .hint = 私密金鑰絕不可外傳。請刪除此檔；若已有他人見過，請廢止該金鑰。憑證用 gpg --armor --export 匯出。
K232 = 檔案中有不屬於憑證的內容：{ $found }。
    .hint = 請用 gpg --armor --export 重新匯出憑證。
K233 = 第一份憑證之後還有第二份；一個檔案只放一份憑證。
    .hint = 請按完整指紋只匯出一份憑證。
K234 = 憑證中有第 { $found } 版的金鑰；應全部為第 4 版，或全部為第 6 版。
    .hint = 請新建 Ed25519 金鑰。
K235 = 憑證無法讀取：{ $found }。
    .hint = 憑證已損壞，或由不常見的程式寫成。請用 gpg --armor --export 重新匯出。
K236 = 憑證中沒有持有人本人的有效簽章（SHA-1 和不常用的演算法不予承認）。
    .hint = 請重新匯出憑證；金鑰若已很舊，請新建一把。
K237 = 憑證的新版本應保留舊版本的全部金鑰和廢止聲明；缺少金鑰 { $key } 的{ WORDS($what, of: "forgets") }。
    .hint = 請重新匯出該憑證的最新版本；在別處廢止過的金鑰，應先匯入廢止聲明再匯出。
K238 = 新憑證 { $path } 沒有持有證明（同名的 .sig 檔案）。
    .hint = 請由持有人執行 kanhe key register，用新金鑰簽署持有證明，與憑證一併提交。
K239 = 持有證明 { $path } 不成立：{ $fault }
    .hint = 請由持有人在本機重新執行 kanhe key register；證明只對所寫的檔案庫、人員（印章）和憑證有效，不能借用他人的。
K301 = 這項辦理屬於另一個檔案庫：應為 { $expected }，實為 { $found }。
    .hint = 一個檔案庫的辦理不能搬到另一個檔案庫。請在本檔案庫中由本人重新辦理。
K302 = 辦理序號應為 { $expected }，實為 { $found }。
    .hint = 序號逐一連續，可能有人同時辦理。請取回最新紀錄後重新辦理；已在庫中的，說明有紀錄被抽走或重放。
K303 = 這項辦理應接在 { $expected } 之後，所寫的卻是 { $found }。
    .hint = 請取回最新紀錄後重新辦理；已在庫中的，說明它原來不在這個位置，或前一項被更動過。
K304 = 這項辦理簽的全部內容應為 { $expected }，所寫的卻是 { $found }。
    .hint = 提交中的檔案與簽章時的不同。不要採信，請由本人用 kanhe 重新辦理。
K305 = 辦理時間（{ $found }）早於前一項（{ $parent }）；時間只能向後。單位為 1970 年起的秒數。
    .hint = 請校準電腦的時鐘後重新辦理。
K306 = 首行應為「{ $expected }」，實為「{ $found }」。
    .hint = 首行應與所寫的辦理和事項一致。請由本人用 kanhe 重新辦理。
K307 = 沒有「{ $found }」這種辦理。
    .hint = 可能由新版程式寫成。請先升級 kanhe，再作核對。
K308 = 辦理「{ WORDS($act, of: "verb") }」應寫明「{ $key }」一項，現沒有。
    .hint = 請由本人用 kanhe 重新辦理，不要手工書寫提交說明。
K309 = 辦理「{ WORDS($act, of: "verb") }」不得寫有「{ $key }」一項。
    .hint = 請由本人用 kanhe 重新辦理，不要手工書寫提交說明。
K310 = 「{ $key }」一項的寫法應為 { $expected }，實為「{ $found }」。
    .hint = 請由本人用 kanhe 重新辦理，不要手工書寫提交說明。
K311 = 簽章的時間（{ $signed }）與所寫的辦理時間（{ $written }）相差超過五分鐘。單位為 1970 年起的秒數。
    .hint = 請校準電腦的時鐘後重新辦理；已在庫中的，說明辦理時間是改寫的。
K312 = 建檔只能是第一項，第一項也只能是建檔。
    .hint = 每個檔案庫只建檔一次。請核對取得的是否為完整的檔案庫。
K313 = 所確認的第 { $seq } 項應為 { $expected }；實為 { $found }。
    .hint = 請先取回最新的檔案，再重新確認。檔案中出現此項的，表示所確認的並不是這一項。
K401 = 審批、簽發、用印和撤回不得更動檔案，這項辦理卻更動了 { $path }。
    .hint = 修改文稿由擬稿人用 kanhe revise 辦理；審批用 kanhe 辦理即不會夾帶檔案。
K402 = 這項辦理更動了本事項以外的檔案 { $path }。
    .hint = 一項辦理只能更動本事項資料夾中的檔案。請去掉其他更動後重新辦理。
K403 = 這項辦理更動了 { $path }；登記簿、流程、設定、主題和掛鉤只在建檔時確定。
    .hint = 請撤去這一更動。確需調整的，請聯絡管理員。
K404 = 事項資料夾的摘要應為 { $expected }，所寫的是 { $found }。
    .hint = 所簽的不是這份內容。請查看現行文稿，由本人重新辦理。
K405 = 沒有事項資料夾 { $path }。
    .hint = 送審和修改應帶有文稿；請核對事項編號。
K406 = 執行變更應與申請所附檔案完全一致；{ $path } 與申請不符。
    .hint = 請用 kanhe execute 執行，它會原樣寫入申請所附的檔案；申請有誤的，請退回修改。
K611 = 前一項是用印，這項辦理應登記其印章 { $reference }，卻沒有登記。
    .hint = 印章由緊接其後的辦理登記。請用 kanhe 辦理，登記會自動寫入。
K612 = 應登記印章 { $expected }，登記的卻是 { $reference }。
    .hint = 請用 kanhe 重新辦理，登記會自動寫入。
K613 = 前一項不是用印，這項辦理卻登記了印章 { $reference }。
    .hint = 一枚印章只由緊接其後的辦理登記一次。請用 kanhe 重新辦理。
K614 = 印章 { $reference } 不在庫中。
    .hint = 請連同標籤一起取回：git fetch --tags。用印時連線中斷者，由用印人在原來的副本中執行 kanhe pull 補上。確已無處可取的，說明印章被刪，請從其他副本找回。
K615 = 印章 { $reference } 應蓋在 { $expected } 上，卻指向 { $found }。
    .hint = 印章被挪到了別處，不要採信。請從其他副本找回原來的標籤。
K616 = 印章 { $reference } 的「{ $field }」應為「{ $expected }」，實為「{ $found }」。
    .hint = 印章所寫與用印的辦理不符，不要採信。請從其他副本找回原來的標籤。
K617 = 印章 { $reference } 已被調換：登記的是 { $expected }，現為 { $found }。
    .hint = 不要採信現在的標籤。請從其他副本找回原來的標籤。
K618 = 印章 { $reference } 的簽章不是這枚印章所簽。
    .hint = 不要採信。應由保管人用印章的金鑰透過 kanhe seal 用印。
K619 = 沒有哪一項辦理蓋過印章 { $reference }。
    .hint = 這個標籤不是印章，不要採信；印章只能用 kanhe seal 加蓋。
K701 = 不得推送 { $name }；只收 main、印章和 refs/heads/drafts/人員代號/ 下的草稿。
    .hint = 草稿請推送到 refs/heads/drafts/人員代號/名稱；辦理請用 kanhe 的命令。
K702 = 不得刪除 { $name }。
    .hint = 檔案只增不減。不再需要的事項請撤回，不要刪除。
K703 = main 只能向前：現在 { $old }，推送的 { $new } 不在其後。
    .hint = 請先取回最新紀錄（git pull --ff-only），再重新辦理；不要強制推送。
K704 = 第 { $seq } 號的辦理時間與伺服器的時鐘相差 { $by } 秒，最多允許 { $most } 秒。
    .hint = 請校準電腦的時鐘後重新辦理；簽好的辦理不要久存，當時就推送。
K705 = 用印沒有連同標籤 { $reference } 一起推送。
    .hint = 請用 kanhe seal 用印，辦理和標籤會一起推送。
K706 = 印章 { $reference } 已在伺服器上，不得更動。
    .hint = 蓋下的印章不能更換。本機的標籤不同的，請刪去後重新取回。
K707 = 標籤 { $reference } 沒有對應的用印辦理。
    .hint = 印章只能用 kanhe seal 加蓋；其他標籤不要放在 seal/ 之下。
K708 = 無法讀懂 git 傳來的一行：「{ $found }」。
    .hint = 這一命令由 git 的掛鉤呼叫，不必自己執行。
K709 = 草稿 { $name } 不在任何登記人員的名下。
    .hint = 草稿請推送到 refs/heads/drafts/人員代號/名稱，人員代號見登記簿，如 refs/heads/drafts/chen-wen/春季通知。
K710 = 一次推送最多帶 { $most } 項辦理；這次更多，或者並未接在 main 之後。
    .hint = 請先取回最新紀錄（kanhe pull）。確有許多辦理者，請分幾次推送。
K711 = 一次推送最多變動 { $most } 個參照，這次有 { $found } 個。
    .hint = 請分幾次推送。
K712 = 帶草稿的推送有 { $found } 位元組，最多 { $most } 位元組。
    .hint = 草稿不屬於檔案庫，請勿用來存放大型檔案。請壓縮或拆分。
K713 = 用印的辦理與印章 { $reference } 必須一次同時生效，辦理在前。
    .hint = 請用 kanhe seal 用印；自行推送者，請加上 --atomic：git push --atomic origin main 印章標籤。
K714 = 這次推送的檔案合計超過 { $most } 位元組，或超過 { $entries } 個。
    .hint = 請壓縮或拆分附件。確需更大者，由管理員以 kanhe gate install --max-push 調整。
K715 = 草稿 { $name } 超出數量：每人最多 { $most } 份。
    .hint = 請由管理員刪去不用的草稿。
K716 = 參照 { $name } 在一次推送中出現兩次。
    .hint = 請用 git 或 kanhe 推送，每個參照只寫一次。
K717 = 表單寫明「{ $line }」，但所附檔案（.{ $ending }）不能證明。
    .hint = 請用 kanhe receive 〈檔案〉 --from 〈往來機關〉 登記，不要手工填寫或者改動附件；印模換了的，先更新系統設定。
K721 = 這個帳號不能執行「{ $found }」。
    .hint = 這裡只接受 git 的取回與推送。請用 git clone、git fetch、git push 或 kanhe。
K722 = 這個帳號不能使用「{ $found }」。
    .hint = 請核對檔案庫的位址，應與管理員所給的完全一致。
K723 = 這個帳號只能從 { $record } 取回，不能推送。
    .hint = 需要辦理者，請管理員另開可以推送的帳號。
K901 = 建檔提交應為 { $expected }，實為 { $found }：這不是信任根所指的檔案庫。
    .hint = 請逐字核對紙面上的信任根；無誤的，說明拿到的是另一個檔案庫，不要採信。
K902 = 建檔提交的名稱相同而內容不同：應為 { $expected }，實為 { $found }。
    .hint = 請逐字核對紙面上的信任根；無誤的，說明有人偽造了建檔提交，不要採信。
K903 = 建檔人的憑證應為 { $expected }，實為 { $found }。
    .hint = 請逐字核對紙面上的信任根；無誤的，說明建檔人不是所公布的那一位，不要採信。
K904 = 檢查點屬於另一個檔案庫：檢查點寫的是 { $expected }，此處是 { $found }。
    .hint = 請核對檢查點是否拿錯。
K905 = 第 { $seq } 號與檢查點不符：應為 { $expected }，實為 { $found }，歷史已被改寫。
    .hint = 不要採信這個檔案庫。請改用其他副本，並保留現場備查。
K906 = 檢查點已到第 { $expected } 號，這個檔案庫只到第 { $found } 號。
    .hint = 副本可能較舊，請先取回最新紀錄；取回後仍短的，說明末尾被截去。
K907 = 檔案庫中還沒有任何辦理。
    .hint = 請先用 kanhe init 建檔，或核對取得的是否為完整的檔案庫。
K908 = main 現在 { $found }，先前已知的第 { $seq } 號（{ $known }）不在其中。
    .hint = 伺服器的歷史被改寫，本機未作更動。不要接受，請聯絡檔案管理人核對檢查點。
K909 = 與副本「{ $copy }」在第 { $seq } 號之後分岔：此處接著是 { $here }，那一份接著是 { $there }。同一檔案庫給不同的人看了不同的歷史。
    .hint = 兩份都不要採信，也不要更動，一併封存；再找第三份副本或紙面檢查點比對，報告檔案主管人員。
K910 = 副本「{ $copy }」已到第 { $expected } 號，這個檔案庫只到第 { $found } 號。
    .hint = 此份可能較舊，請先取回最新紀錄；取回後仍短的，說明末尾遭截去，以較長的一份為準。
K911 = 副本「{ $copy }」中有印章 { $reference }（{ $expected }），此處沒有。
    .hint = 請連同標籤一起取回：git fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'。取不到的，說明印章遭刪除，請從那一份找回。
K912 = 印章 { $reference } 在副本「{ $copy }」中是 { $expected }，此處卻是 { $found }：印章遭挪動或調換。
    .hint = 不要採信這枚印章，兩份都封存備查；以鏈上登記的摘要為準。
K913 = 副本「{ $copy }」讀不下去，不能據以比對。
    .hint = 那一份可能殘缺或損壞，對本檔案庫不作結論。請換一份副本比對。
K914 = 副本「{ $copy }」的建檔提交是 { $expected }，此處是 { $found }：不是同一個檔案庫。
    .hint = 請核對副本是否拿錯；沒有拿錯的，說明其中一份是冒充的，請與紙面信任根核對。
K915 = 快照的摘要應為 { $expected }，實為 { $found }。
    .hint = 快照不是當初留存的那一份，不要使用。請不帶 --since 重新完整驗證。
K916 = 快照無法使用，它已損壞，或出自另一版本的程式：「{ $found }」。
    .hint = 請不帶 --since 重新完整驗證，再留存新的快照。
K917 = 快照屬於另一個檔案庫：應為「{ $expected }」，快照寫的是「{ $found }」。
    .hint = 請核對快照和信任根是否拿錯。
K918 = 快照取自第 { $found } 號，給出的卻是第 { $expected } 號。
    .hint = --since 應寫取快照時的號數，即 kanhe-snapshot 一行中的號數。
K919 = 寫明的時間（{ $found }）晚於給定的時刻（{ $now }）五分鐘以上。
    .hint = 請核對 --now 是否有誤；無誤的，說明當時簽名的電腦時鐘不準，或時間是編造的。
