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

K150 = { record-place }此處沒有 git 庫。
    .hint = 請核對路徑，或進入庫所在的目錄再執行。
K151 = { record-place }庫的物件格式應為 SHA-1，實際不是。
    .hint = 請用 kanhe 新建，或用 git init --object-format=sha1 --ref-format=files 新建後再取回。本程式另以 SHA-256 保護內容。
K152 = { record-place }庫的引用儲存方式應為 files，實為 reftable。
    .hint = 請用 git refs migrate --ref-format=files 轉換。
K153 = { record-place }這是淺層複製，較早的記錄不在其中。
    .hint = 請用 git fetch --unshallow 補齊後再核驗。
K154 = { record-place }庫中有 info/grafts，它會改變記錄的先後。
    .hint = 請查明來歷，刪除該檔案後再開啟。
K155 = { record-place }物件取自別處（objects/info/alternates），此庫不完整。
    .hint = 請用 git repack -a -d 收齊物件，再刪除該檔案。
K156 = { record-place }庫中有替換引用「{ $found }」，它會以另一物件冒充原物件。
    .hint = 請查明來歷，用 git replace -d 刪除後再開啟。
K157 = { record-place }引用「{ $found }」應直接指向物件，實為符號引用。
    .hint = 請查明來歷，刪除該引用，再從完好的副本取回。
K158 = { record-place }庫屬於另一個使用者。
    .hint = 請以庫的擁有者身分執行，或由管理員更改擁有者。
K159 = { record-place }引用名「{ $found }」不合規定。
    .hint = 用印的引用名應為 refs/tags/seal/事項/印章。請由本程式建立。
K160 = { record-place }此處已有 git 庫。
    .hint = 請另選空目錄，或直接使用現有的庫。
K161 = { record-place }此庫沒有工作目錄。
    .hint = 請在帶工作目錄的副本中進行。

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

## 本機

K190 = { record-place }作業系統回報：{ $found }。
    .hint = 請檢查磁碟空間和檔案權限。
K191 = { record-place }git 函式庫回報：{ $found }。
    .hint = 請用 git fsck 檢查此庫；若無異常，請將此資訊交管理員。
K192 = { record-place }快取不能使用：{ $found }。
    .hint = 快取可以隨時刪除，會自動重建。請檢查該目錄是否可寫。
