# refusals: zh-CN

record-place =
    { $object ->
        [none] { "" }
       *[other] 对象 { $object }，
    }{ $path ->
        [none] { "" }
       *[other] 路径“{ $path }”，
    }{ $at ->
        [none] { "" }
       *[other] 第 { $at } 字节，
    }

## 对象

K101 = { record-place }所需的对象不在库中。
    .hint = 请从另一份完整的副本取回，再行核验。缺少不等于有误，但在补齐之前不能下结论。
K102 = { record-place }对象无法读出，或其内容与名称不符：{ $found }。
    .hint = 磁盘损坏或有人改动了库中文件。请勿在此库上继续办理，改用完好的副本，并保留现场备查。
K103 = { record-place }应为 { $expected } 类对象，实为 { $found }。
    .hint = 指向此处的记录有误。请核对是哪一条记录引用了它。
K104 = { record-place }最多 { $expected } 字节，实有 { $found } 字节。
    .hint = 请压缩或拆分附件后重新办理。

## 办理记录与用印记录的编码

K110 = { record-place }此处应为“{ $expected }”，实为“{ $found }”。
    .hint = 记录不是由本程序写成，或写成后被改动。请由原经办人用本程序重新办理。
K111 = { record-place }此处应为“{ $expected }”一行，却是“{ $found }”，次序有误或重复。
    .hint = 每条记录只有一种写法。请由原经办人用本程序重新办理。
K112 = { record-place }办理记录只能接在一条记录之后，此处却有两条（合并提交）。
    .hint = 正式分支不收合并提交。请先取回最新记录，再在其后重新办理。
K113 = { record-place }出现了本格式不认识的标头“{ $found }”。
    .hint = 请勿用其他工具改写记录；由原经办人用本程序重新办理。
K114 = { record-place }此处应有签名，却没有。
    .hint = 未签名的记录不算数。请用本人的证书签名后重新办理。
K115 = { record-place }签名块应恰为完整的一块，实际不是。
    .hint = 签名块缺损、重复或夹有其他文字。请重新签名。
K116 = { record-place }姓名、邮箱或时间的写法不合规定：“{ $found }”。
    .hint = 姓名和邮箱不得为空，首尾不得有空格，不得含尖括号和看不见的字符。请在人员名册中更正。
K117 = { record-place }作者与提交者应完全相同，实际不同。
    .hint = 办理人只能以自己的名义办理。请由本人重新办理。
K118 = { record-place }用印记录的名称应为“{ $expected }”，实为“{ $found }”。
    .hint = 名称与所盖事项、印章不符，可能被挪用或改名。请核对后重新用印。
K119 = { record-place }记录到此应已结束，后面却还有内容。
    .hint = 多出的内容不在规定之内。请由原经办人用本程序重新办理。
K120 = { record-place }按规定重写后，内容与原文不一致。
    .hint = 每条记录只有一种写法。请由原经办人用本程序重新办理。

## 各项内容

K130 = { record-place }首行应写明办理事项，其后空一行，实为“{ $found }”。
    .hint = 请由原经办人用本程序重新办理。
K131 = { record-place }此行应为“名称: 内容”，实为“{ $found }”。
    .hint = 请由原经办人用本程序重新办理。
K132 = { record-place }没有名为“{ $found }”的项。
    .hint = 可能由新版程序写成。请先升级本程序，再行核验。
K133 = { record-place }“{ $found }”一项出现了两次。
    .hint = 每项至多一次。请由原经办人用本程序重新办理。
K134 = { record-place }“{ $found }”一项的位置靠后，次序有误。
    .hint = 各项次序固定。请由原经办人用本程序重新办理。
K135 = { record-place }“{ $found }”一项的内容为空、过长，或含有看不见的字符。
    .hint = 请改写为 1 至 8000 字节的普通文字。
K136 = { record-place }缺少“{ $expected }”一项。
    .hint = 请由原经办人用本程序重新办理。

## 目录

K140 = { record-place }目录内容残缺，无法读出。
    .hint = 请改用完好的副本，并查明此目录由谁写成。
K141 = { record-place }目录中只能有普通文件（100644）和子目录（40000），此项的类型为“{ $found }”。
    .hint = 请去掉可执行标记，并移除符号链接和子模块。
K142 = { record-place }文件名“{ $found }”不能用：{ $why ->
         [length] 长度应为 1 至 200 字节
         [encoding] 不是 UTF-8 文字
         [normalisation] 未采用 Unicode NFC 形式
        *[character] 含有不允许的字符
         [edge] 首尾有不允许的点、短横或空格
         [reserved] 是 Windows 保留的名称
    }。
    .hint = 请改名后重新办理。
K143 = { record-place }“{ $found }”在目录中的位置不对。
    .hint = 此目录不是由 git 或本程序写成。请由原经办人重新办理。
K144 = { record-place }“{ $found }”在同一目录中出现了两次。
    .hint = 同名的两项可能是为了蒙混。请查明由谁写成。
K145 = { record-place }“{ $found }”与同一目录中的另一项只有大小写不同。
    .hint = 有的电脑不分大小写，两个文件会互相覆盖。请改名后重新办理。
K146 = { record-place }目录是空的。
    .hint = 请在其中放入文件，或去掉这个目录。
K147 = { record-place }文件太多，最多 { $expected } 项。
    .hint = 请分成几个目录存放，或打包成一个附件。
K148 = { record-place }目录层次太深，最多 16 层。
    .hint = 请减少层次后重新办理。

## 库

K150 = { record-place }此处没有 git 库。
    .hint = 请核对路径，或进入库所在的目录再运行。
K151 = { record-place }库的对象格式应为 SHA-1，实际不是。
    .hint = 请用 kanhe 新建，或用 git init --object-format=sha1 --ref-format=files 新建后再取回。本程序另以 SHA-256 保护内容。
K152 = { record-place }库的引用存储方式应为 files，实为 reftable。
    .hint = 请用 git refs migrate --ref-format=files 转换。
K153 = { record-place }这是浅克隆，较早的记录不在其中。
    .hint = 请用 git fetch --unshallow 补齐后再核验。
K154 = { record-place }库中有 info/grafts，它会改变记录的先后。
    .hint = 请查明来历，删除该文件后再打开。
K155 = { record-place }对象取自别处（objects/info/alternates），此库不完整。
    .hint = 请用 git repack -a -d 收齐对象，再删除该文件。
K156 = { record-place }库中有替换引用“{ $found }”，它会以另一对象冒充原对象。
    .hint = 请查明来历，用 git replace -d 删除后再打开。
K157 = { record-place }引用“{ $found }”应直接指向对象，实为符号引用。
    .hint = 请查明来历，删除该引用，再从完好的副本取回。
K158 = { record-place }库属于另一个用户。
    .hint = 请以库的所有者身份运行，或由管理员更改所有者。
K159 = { record-place }引用名“{ $found }”不合规定。
    .hint = 用印的引用名应为 refs/tags/seal/事项/印章。请由本程序建立。
K160 = { record-place }此处已有 git 库。
    .hint = 请另选空目录，或直接使用现有的库。
K161 = { record-place }此库没有工作目录。
    .hint = 请在带工作目录的副本中进行。

## 写入

K170 = { record-place }正式分支 main 应在 { $expected }，实在 { $found }。
    .hint = 期间有人先办理了。请看过新的记录后重新办理。
K171 = { record-place }用印记录“{ $found }”已经存在。
    .hint = 同一事项的同一印章只盖一次，已盖的不能更换。
K172 = { record-place }路径“{ $found }”不能写入。
    .hint = 请核对名称和层次；该处也可能已有同名文件。
K173 = { record-place }另一程序正在写入此库。
    .hint = 请稍候再试。若久等不退，查明无程序运行后删除遗留的 .lock 文件。

## 远端

K180 = { record-place }没有名为“{ $found }”的远端。
    .hint = 请用 git remote -v 查看，或用 git remote add 添加。
K181 = { record-place }无法运行 git 程序：{ $found }。
    .hint = 请安装 git，并确认它在 PATH 中。
K182 = { record-place }取回失败：{ $found }
    .hint = 请检查网络、地址和登录权限后再试。
K183 = { record-place }送出得晚了：远端已有新的记录。
    .hint = 请先取回，看过新的记录后重新办理。
K184 = { record-place }远端不予接收：{ $found }
    .hint = 请按所列理由更正。本地的记录未被接收，不算数。
K185 = { record-place }连不上远端：{ $found }
    .hint = 请检查网络、地址和登录权限后再试。

## 本机

K190 = { record-place }操作系统报告：{ $found }。
    .hint = 请检查磁盘空间和文件权限。
K191 = { record-place }git 库函数报告：{ $found }。
    .hint = 请用 git fsck 检查此库；若无异常，请将此信息交管理员。
K192 = { record-place }缓存不能使用：{ $found }。
    .hint = 缓存可以随时删除，会自动重建。请检查该目录是否可写。
