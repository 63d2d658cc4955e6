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

-clean-clone = 请从可靠的来源另取一份干净的副本：git clone --no-local --reject-shallow --no-tags --single-branch --branch main 来源 新目录 && git -C 新目录 fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'

K150 = { record-place }此处没有 git 库。
    .hint = 请核对路径，或进入库所在的目录再运行。
K151 = { record-place }库的对象格式应为 SHA-1，实际不是。
    .hint = 请用 kanhe 新建，或用 git init --object-format=sha1 --ref-format=files 新建后再取回。本程序另以 SHA-256 保护内容。
K152 = { record-place }库的引用存储方式应为 files，实为 reftable。
    .hint = 请用 git refs migrate --ref-format=files 转换。
K153 = { record-place }这是浅克隆，较早的记录不在其中。
    .hint = 缺的不等于有误。请用 git fetch --unshallow 补齐后再核验；{ -clean-clone }
K154 = { record-place }库中有 info/grafts，它会改变记录的先后。
    .hint = 请查明来历，保留现场备查。{ -clean-clone }
K155 = { record-place }对象取自别处（alternates），此库不完整。
    .hint = 请用 git repack -a -d 收齐对象，再删除该文件；或者重新复制。{ -clean-clone }
K156 = { record-place }库中有替换引用“{ $found }”，它会以另一对象冒充原对象。
    .hint = 请查明来历，保留现场备查；自己建立的可用 git replace -d 删除。{ -clean-clone }
K157 = { record-place }引用“{ $found }”应直接指向对象，实为符号引用。
    .hint = 请查明来历，保留现场备查。{ -clean-clone }
K158 = { record-place }库属于另一个用户。
    .hint = 请以库的所有者身份运行，或由管理员更改所有者。
K159 = { record-place }引用名“{ $found }”不合规定。
    .hint = 用印的引用名应为 refs/tags/seal/事项/印章，由本程序建立；其他引用名也应为规范的文字。
K160 = { record-place }此处已有 git 库。
    .hint = 请另选空目录，或直接使用现有的库。
K161 = { record-place }此库没有工作目录。
    .hint = 请在带工作目录的副本中进行。
K162 = { record-place }这里的 { $found } 只指向别处的库（关联工作目录或子模块），记录不在此处。
    .hint = 请用 --record 直接指定所指的那个库。
K163 = { record-place }此处应为普通文件或目录，却是链接或特殊文件。
    .hint = 核验不跟随链接。{ -clean-clone }
K164 = { record-place }这是部分克隆，缺少的对象要向服务器现取；核验从不联网。
    .hint = { -clean-clone }
K165 = { record-place }引用文件的内容应为 40 位对象名，实为“{ $found }”。
    .hint = 文件损坏或被改动，请保留现场备查。{ -clean-clone }
K166 = { record-place }packed-refs 中这一行不合格式、重复或次序不对：“{ $found }”。
    .hint = 文件损坏或被改动，请保留现场备查。{ -clean-clone }
K167 = { record-place }引用“{ $found }”与引用“{ $expected }”不能并存，各种 git 读法不一。
    .hint = 请查明来历，保留现场备查。{ -clean-clone }

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
K186 = { record-place }不是档案库的备份包：应为“{ $expected }”，实为“{ $found }”。
    .hint = 请改用该文件的另一份副本。
K187 = { record-place }git 未能完成：{ $found }
    .hint = 请检查磁盘空间，并用 git fsck 检查此库。

## 本机

K190 = { record-place }操作系统报告：{ $found }。
    .hint = 请检查磁盘空间和文件权限。
K191 = { record-place }git 库函数报告：{ $found }。
    .hint = 请用 git fsck 检查此库；若无异常，请将此信息交管理员。
K192 = { record-place }缓存不能使用：{ $found }。
    .hint = 缓存可以随时删除，会自动重建。请检查该目录是否可写。

# 不予办理的理由。编号见 docs/refusals.md，永久不变。

## 签名

K201 = 签名证书 { $fingerprint } 未登记在册，不能据以办理；应由登记在册的人员用本人证书签署。
    .hint = 请核对所用证书；确属本人证书的，请先联系管理员登记。
K202 = { $holder }的证书 { $fingerprint } 已{ WORDS($standing, of: "standing") }；应使用有效证书签署。
    .hint = 请改用本人的有效证书；没有有效证书的，请联系管理员。
K203 = 本次办理由印章“{ $seal }”的证书签署；应由经办人用本人证书签署。
    .hint = 印章证书只用于盖章，请改用本人证书重新签署。
K204 = 署名应与登记簿一致，为“{ $expected }”；实为“{ $found }”。
    .hint = 请将 git 的 user.name 和 user.email 改为登记簿中的姓名和邮箱，再重新办理。
K205 = 此项由{ $holder }的证书 { $fingerprint } 签署，该证书已报泄露，第 { $after } 项之后的签署存疑；尚无他人确认此项属实。
    .hint = 请由该事项流程中的其他人员核实后确认：kanhe affirm 〈事项〉 --act 〈序号〉 --opinion "经核实属实"。并非本人所为的，不得确认。

## 事项与流程

K501 = 没有“{ $collection }”这一类事项；现有：{ WORDS($known) }。
    .hint = 请核对事项编号的第一段；确需新设一类的，请联系管理员增设办理流程。
K502 = 事项 { $subject } 已经提交过，不能重复提交。
    .hint = 修改原稿请用 kanhe revise { $subject }；另起新稿请换一个编号。
K503 = 没有事项 { $subject }；应为已提交的事项。
    .hint = 请核对事项编号；尚未提交的，应先提交。
K504 = 事项 { $subject } { WORDS($stage, of: "stage") }，不能再办理。
    .hint = 办理经过请用 kanhe status { $subject } 查看；确需更改的，请另行拟稿。
K505 = 此事项只能由拟稿人{ $drafter }{ WORDS($verb, of: "verb") }。
    .hint = 请由拟稿人办理；审核中认为需要修改的，可以退回拟稿人。
K506 = 此事项已签发，文号为“{ $number }”，不能再{ WORDS($verb, of: "verb") }。
    .hint = 已签发的公文不得改动；确需更正的，请另行发文。
K507 = 修改稿应与上次提交的内容不同；现两稿完全相同（{ $digest }）。
    .hint = 请先改好文稿或附件并保存，再用 kanhe revise 〈事项〉 提交。
K508 = 事项 { $subject } 的文稿有 { $count } 处不符合要求。
    .hint = 请按所列各处逐一改正。新稿改正后重新提交，已提交的用 kanhe revise { $subject } 提交。
K509 = 环节“{ $step }”没有能够签署的承办人，事项到此将无人办理。
    .hint = 请联系管理员，核对该环节岗位的任职人员及其证书；用印环节的，核对发文机关有无印章及保管人；会签、依次和几人同意的环节，应签的人都要能够签署。
K511 = 事项 { $subject } 现为“{ WORDS($stage, of: "stage") }”，已回到拟稿人手中；应待其重新送审后再办理。
    .hint = 请等候拟稿人用 kanhe revise { $subject } 提交修改稿；退回而文稿无须修改的，也可用 kanhe reply { $subject } 答复。
K512 = 此事项现处“{ $expected }”环节，不能办理“{ $found }”环节；审批应当逐级进行，不得越级。
    .hint = 当前环节及承办人请用 kanhe status 〈事项〉 查看。
K513 = 环节“{ $step }”不能办理“{ WORDS($verb, of: "verb") }”；可以办理的有：{ WORDS($allowed, of: "verb") }。
    .hint = 请按本环节可以办理的方式签署，写法见 kanhe 〈命令〉 --help。
K514 = 环节“{ $step }”应由以下人员办理：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 请由上列人员办理；受其委托代办的，请加 --on-behalf-of；人员岗位有误的，请联系管理员更正登记。
K515 = { $person }在本环节已经签署过意见（办理序号 { $seq }），不能重复签署。
    .hint = 请等候本环节其他承办人签署，进展请用 kanhe status 〈事项〉 查看。
K516 = 签署的应为现行文稿 { $expected }；实际签署的是 { $found }。
    .hint = 文稿可能刚作过修改。请用 kanhe status 〈事项〉 查看，读过现行文稿后重新签署。
K517 = 办理“{ WORDS($verb, of: "verb") }”应当签署意见；现未写意见。
    .hint = { $verb ->
        [receive] 请写明核对的结果，例如 --opinion "正文和格式核对无误"。
        [complete] 请写明办理的结果，例如 --opinion "已办结"。
       *[other] 请在命令后面写明意见，例如 --opinion "同意，请按期印发"。
    }
K518 = 办理“{ WORDS($verb, of: "verb") }”应当说明理由；现未写理由。
    .hint = { $verb ->
        [send] 请用 --reason 写明为何重发或者补发，例如 --reason "已换附件，重发"。
        [refuse] 请用 --reason 写明为何退回，例如 --reason "附件打不开，请重发"。
       *[other] 请用 --reason 写明理由，例如 --reason "内容有误，需重新拟稿"。
    }
K519 = 办理“{ WORDS($verb, of: "verb") }”应当明确表示同意；所签“{ $opinion }”只表示看过，按规定视为不同意。
    .hint = 确实同意的，请写明，例如 kanhe approve 〈事项〉 --opinion "同意"；不同意的，请签不同意或者退回。
K520 = 意见或理由不得超过 { $most } 字；现为 { $length } 字。
    .hint = 请只写结论和要点，精简后重新签署。
K521 = 文号应为顺序的下一号“{ $expected }”；所给文号为“{ $found }”。
    .hint = 文号连续编排，不留空号，不得重号。可能刚有其他公文签发，请按新的文号重新签发。
K522 = 发文机关“{ $unit }”没有机关代字，不能编排文号。
    .hint = 请核对发文机关；无误的，请联系管理员登记该单位的机关代字。
K523 = 事项 { $subject } 的第 { $seq } 项签署存疑，确认之前不能继续办理。
    .hint = 请由流程中的其他人员用 kanhe affirm 确认该项，或者由拟稿人修改后重新送审。
K524 = 事项 { $subject } 的第 { $seq } 项没有存疑，不需要确认。
    .hint = 请用 kanhe verify 查看哪些项存疑。
K525 = { $person }在第 { $seq } 项提出或者同意了此申请，不得自己执行。
    .hint = 请由另一名操作员执行；申请、审批、执行应由不同的人办理（A4）。
K526 = { $path } 在申请送审之后已由第 { $seq } 项更改，不能再按原申请执行。
    .hint = 请由申请人按现行内容修改申请所附文件，重新送审。
K527 = 按申请 { $subject } 所附文件更改后，设置、登记簿或者流程有 { $count } 处不符合要求。
    .hint = 请逐条改正申请所附文件，再重新办理。
K528 = 第 { $seq } 项应由流程中的其他人员确认；{ $person }不在其列。可以确认的人员：{ $asked }。
    .hint = 请联系所列人员；本人办理的事项不得由本人确认。
K529 = 此类事项应由以下人员拟稿：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 请由上列人员拟稿送审。没有列出人员的，请核对表单所填的类别；无误的，请联系管理员核对流程。
K530 = { $person }没有代{ $behalf }办理此事项的有效授权。
    .hint = 请核对外出授权的起止日期和授权范围；确需代办的，由{ $behalf }另行办理外出授权。双方任何一人拟稿的事项不得代办；不得借用他人的口令或者证书。
K531 = 环节“{ $step }”应先由以下人员办理：{ WORDS($first) }；{ $person }须在其后办理。
    .hint = 请等候上列人员签署或者答复，进展请用 kanhe status 〈事项〉 查看。
K532 = 环节“{ $step }”的时限为 { $due }，现已逾期；逾期办理“{ WORDS($verb, of: "verb") }”应当说明理由，现未写理由。
    .hint = 请写明充分的理由，例如 kanhe approve 〈事项〉 --opinion "同意" --reason "等候补充材料"。
K533 = 应当确认此前的办理符合流程，并确认到第 { $expected } 项；现确认到：{ $found }。
    .hint = 请用 kanhe pull 取回最新的办理，用 kanhe status 〈事项〉 查看经过；符合流程的，加 --checked 重新办理，不符合的，请退回。
K534 = 办理“{ WORDS($verb, of: "verb") }”不能指定{ $person }。
    .hint = 传阅应给尚未收到的其他登记人员。加签、转办、委派应给另一名持有有效证书的人员，不是拟稿人，也不是本环节已有的承办人或者被委派人；已经前加签、后加签他人的，不能再转办。本环节的承办人不必越级签署。
K535 = { $other }不是{ $person }加签或者委派、至今未办理的人员，不能减签。
    .hint = 只能减去本人加签而尚未签署、或者本人委派而尚未答复的人员，请用 kanhe status 〈事项〉 查看。
K536 = 审批应当逐级进行，不得越级；{ $person }不是下一环节“{ $next }”的承办人。
    .hint = 加签只能请下一环节的承办人，或者以后各环节都不涉及的人员。确需越级的，由下一环节的承办人办理：kanhe add-sign 〈事项〉 --lift --reason "情况紧急"。
K537 = { $found ->
        [drafter] 不能这样退回拟稿人
       *[other] 不能这样退回到环节“{ $found }”
    }；可以退回的环节：{ WORDS($passed) }。
    .hint = 不加 --to 即退回拟稿人；退回到环节的，应为本轮已经过的环节。签发之后不能退回到签发之前的环节，也不能加 --straight。
K538 = 此事项最近的一项办理是第 { $seq } 项，{ $person }不能拿回。
    .hint = 只能拿回本人刚送审、刚签署或者刚退回的一项，其后没有人接着办理；签发、用印、执行变更不能拿回。需要改动的，请现在的承办人退回。
K539 = 此事项的“{ WORDS($verb, of: "verb") }”应由以下人员办理：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 请由上列人员办理；催办、传阅也可以由拟稿人和办理过此事项的人员办理。没有列出人员的，流程没有准许他人办理。
K540 = 时限应在现在之后；所定的 { $due } 已过。
    .hint = 请另定时限，例如 kanhe instruct 〈事项〉 --due "2026-03-02 17:00" --opinion "请按时办结"。
K563 = 按所填内容，事项 { $subject } 不经过任何环节，不能送审。
    .hint = 请核对表单所填的各项；无误的，请联系管理员核对流程中各环节的适用条件。
K564 = 此事项已编文号“{ $number }”，发文机关和文种不能再改。
    .hint = 请恢复原来的发文机关和文种，再重新提交；确需更改的，请另行发文。
K565 = { $verb ->
        [recall] 只能收回已经办完的外出授权；此事项不是外出授权，或者尚未办完，
       *[other] 办理“{ WORDS($verb, of: "verb") }”的事项应当已经办完全部环节；此事项
    }现为“{ WORDS($stage, of: "stage") }”。
    .hint = 请用 kanhe status 〈事项〉 查看办到哪一步。尚未办完的，拟稿人可以撤回，承办人可以退回。
K566 = 事项 { $subject } { WORDS($stage, of: "stage") }，不能再办理。
    .hint = 无须再办，经过请用 kanhe status { $subject } 查看。
K567 = 所废止、更正的应为现行有效的事项，更正的还应属同一类；{ $other } 尚未办完、已经失效，或者不是由本单位或其下属单位制发的。
    .hint = 请核对事项编号，用 kanhe status { $other } 查看；已经失效的，不必再列。
K568 = 此事项没有传阅给{ $person }，或者{ $person }已经阅过。
    .hint = 已经阅过的，无须再办；需要阅知的，请拟稿人用 kanhe circulate 〈事项〉 --to 〈人员〉 传阅。
K569 = { $field ->
        [until] 结束日期不得早于起始日期；现为“{ $found }”。
        [to] 受托人或者接替人应为另一名持有有效证书的人员；现为“{ $found }”。
       *[other] “{ $field }”不符合要求；现为“{ $found }”。
    }
    .hint = 请改正文稿开头的此项后重新提交。不得授权给自己，也不得由离岗人自己接替。
K570 = “{ $collection }”类申请不得作此类变更：{ WORDS($change, of: "change") }（{ $path }）。可以办理的类别：{ $others }。
    .hint = 请改用所列类别另行申请；没有列出的，本单位尚未设置办理此类变更的流程，请联系管理员。
K571 = 本申请会使{ $person }增加岗位、证书或者印章保管权，{ $person }不得参与审批或者执行。
    .hint = 请由其他有权的人员办理；没有其他人员的，由上一级负责人办理。
K572 = 挂失应写明一名人员或者一枚印章，且其证书正在使用；“{ $field }”现为“{ $found }”。
    .hint = 请只填人员、印章中的一项。要挂失其中一张证书的，填写其完整指纹；已经停用或者已经挂失的证书不必再挂失。
K573 = 挂失后将再无任何人员能够签署，本档案库无法继续办理。
    .hint = 请先为另一名人员登记证书；只有一人的，请先登记第二张证书，再挂失这一张。
K574 = 挂失 { $subject } 一经提交即生效，不得撤回。
    .hint = 确系误报或者已经找回的，由核实人签“不同意”，或者由流程所列人员撤销，证书随即恢复使用。
K575 = 本申请已于第 { $seq } 号执行，不能再“{ WORDS($verb, of: "verb") }”。
    .hint = 要改回或者再改的，请另行提出申请。
K576 = { $person }现有可用的证书，新证书应由本人申请登记。
    .hint = 请由{ $person }本人运行 kanhe key register 提出申请。本人的证书已经遗失或者不能使用的，先办理挂失或者停用，再由单位代为申请。
K578 = { $subject } 还没有用印，不能发送：未盖章的公文不得发出。
    .hint = 请保管人先用 kanhe seal { $subject } 用印。
K579 = 收文对象“{ $recipient }”不在登记簿或者设置中，已经撤销或离任，或者就是发文机关自己。
    .hint = 请写在用的单位代号、“单位/*”、“@人员”，或者设置中的“+收文单位组”。
K580 = { $name }没有能签收的人。
    .hint = 单位应先指定收文员，收文的人应有可用的证书；一时办不了的，暂不发给。
K581 = { $person }不能办理“{ WORDS($verb, of: "verb") }”：“首次打开”只由服务器的证书记入，服务器的证书也只做这一件事。
    .hint = 服务器在登记簿中是 kind = "service" 的一项；其他办理请用本人的证书。
K582 = 没有发给{ $addressee }；发给了：{ $sent }。
    .hint = 请核对事项编号和 --for；应当收到而没有的，请与发文机关联系补发。
K583 = 已经发给过：{ $recipients }，不重复发送。
    .hint = 补发的，只写还没有的收文对象；对方要求重发的，应先由对方用 kanhe refuse 退回并写明原因。
K584 = { $addressee }已经办过签收或者退回（第 { $seq } 号）。
    .hint = 经过见 kanhe status；退回后重发的，可以再次签收。
K585 = { $addressee }由{ $person }于 { $time } 打开的记载不成立：应为发送之后的首次打开，由有权在该处签收的人（含受托人）打开，且不晚于记入之时。
    .hint = 请核对服务器的时钟和登记簿中的收文员。
K586 = { $unit }没有签收 { $source }，或者它已经撤销，不能登记为收文。
    .hint = 请收文员先用 kanhe receive { $source } 签收。
K587 = { $source } 在本单位已经登记为 { $other }，不重复登记。
    .hint = 请在 { $other } 中办理。
K588 = { $source } 发给过{ $addressees }，更正的公文没有发给。
    .hint = 更正的公文应当发给所有收到原件的单位和人员，请一并写入收文对象后再发送。
K589 = { $source } 只限部分人员阅读，登记后却全体人员都能看到其标题和文号。
    .hint = 请在“阅读范围”中填写办理人员所在的单位、岗位或者人员。
K590 = { $subject } 的收文对象都已签收或者退回，没有需要催办的。
    .hint = 签收情况见 kanhe status { $subject }；被退回的，更正后重新发送。
K591 = { $subject } 首次发送，至少应有一个主送对象；现只写了抄送。
    .hint = 请用 --to 写明主送，--cc 写明抄送；发送过的，以后可以只补抄送。
K592 = 登记的标题或者来文字号与 { $source } 的不同；来文写的是“{ $there }”。
    .hint = 标题和字号应与来文一致：kanhe new incoming --set source={ $source } 会自动填写。
K594 = 原来登记的是“{ $before }”，修改后不是同一份文件，或者是较早的一次发送。
    .hint = 请撤回这一件，另行登记新的文件包。
K595 = “{ $found }”不是往来机关发来的文件包。
    .hint = 请用 kanhe receive 〈文件包〉 --from 〈往来机关〉 登记，此项由程序填写；对方还没有备案的，先申请变更系统设置，登记往来机关。
K596 = 对方的 { $subject }（第 { $sending } 号发送）已经登记为 { $other }，不重复登记。
    .hint = 请在 { $other } 中办理。重发的文件包内容有变化的，先终止或者撤销 { $other }，再登记。
K597 = “{ $found }”没有对应的发送：该文没有在那一次发给这个机关。
    .hint = 请核对回执是不是本机关所发公文的最近一次发送；对方退回后重发的，只收重发那一次的回执。
K598 = { $subject } 的第 { $sending } 号发送已有回执：第 { $seq } 号办理。
    .hint = 不重复登记。原来登记错了的，先撤销那一份回执，再登记。
K599 = 对方的 { $subject }（第 { $sending } 号发送）不能再登记：{ $other } 所办的是第 { $seq } 号发送，已经退回或者比这一次晚。
    .hint = 请对方重新发送，登记新的文件包。

## 文稿

K541 = { $what ->
        [toml] 文稿开头的各项填写有误：{ $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = 请照此改正 index.md：首行为 +++，其后每项一行，再以一行 +++ 结束，然后是正文。
K542 = 没有“{ $name }”这一项；可以填写的有：{ WORDS($known) }。
    .hint = 请核对项目名称，多余的请删去。
K543 = “{ $name }”为必填项，现未填写。
    .hint = 请在 index.md 开头填写此项；需本人核对的项目，核对后改为 true。
K544 = “{ $name }”应填写{ WORDS($expected, of: "kind") }，现填写的不是。
    .hint = 请按要求改写；文字和代号要加英文双引号。
K545 = “{ $name }”应为以下之一：{ WORDS($choices) }；现为“{ $value }”。
    .hint = 请从所列各项中选填一项，用字须完全一致。
K546 = “{ $name }”不得超过 { $max } 字；现为 { $length } 字。
    .hint = 请精简后重新提交。
K547 = “{ $name }”应填写登记在册的单位或者人员的代号；“{ $value }”未登记。
    .hint = 请核对代号，即登记簿中该单位或者人员的文件夹名称。
K548 = 所列附件“{ $name }”不在事项文件夹中。
    .hint = 请将附件放到 index.md 旁边，并核对文件名。
K549 = 正文引用了文件“{ $target }”，但事项文件夹中没有这个文件。
    .hint = 请放入该文件，或者改正正文中的链接。
K550 = 单个文件不得超过 { $limit } 字节；“{ $name }”为 { $size } 字节。
    .hint = 请压缩或者拆分该文件。
K551 = 事项的全部文件合计不得超过 { $limit } 字节；现为 { $size } 字节。
    .hint = 请压缩附件，或者删去不必要的附件。
K552 = 事项文件夹中不得再设文件夹；现有“{ $name }”。
    .hint = 请将文件移到 index.md 旁边，并删去空文件夹。
K553 = 事项文件夹中应有文稿 index.md，现没有。
    .hint = 请将文稿存为 index.md。
K554 = “{ $name }”首尾不得有空格，也不得含有看不见的字符；现含有。
    .hint = 请删去空格后重新输入；从其他软件粘贴来的文字最易带入此类字符。
K555 = 申请所附文件“{ $path }”不在可以变更的范围内。
    .hint = files/ 之下只放 kanhe.toml，以及 workflows/、themes/、hooks/、content/units/、content/people/、content/seals/ 中的文件。
K556 = 变更申请应附有拟变更的文件；files/ 之下没有文件。
    .hint = 请把变更后的文件按其在档案库中的路径放到 files/ 之下，例如 files/content/people/〈代号〉/index.md。
K557 = { $says }（规定 { $name }）
    .hint = 请按这一规定改正文稿，再重新提交。
K558 = 正文应按次序写有标题“{ $heading }”；现没有，或者次序不对。
    .hint = 请将“## { $heading }”单独写成一行，放在规定的位置。
K559 = “{ $name }”应填写已提交的、所要求类别的事项编号；现为“{ $value }”。
    .hint = 请核对编号，写法如 documents/2026/0302-9f3a；不能填写本事项自己。
K560 = 文件“{ $name }”不能随文稿提交；附带文件的类型或者个数限于：{ WORDS($allowed) }。
    .hint = 类型不符的，请转换后再放入；个数过多的，请合并或者删去。
K561 = “{ $name }”应在 { $bounds } 的范围内；现为“{ $value }”。
    .hint = 请填写范围内的整数；范围只写一端的，另一端不限。
K562 = “{ $name }”应按“{ $shape }”的样式填写；现为“{ $value }”。
    .hint = 样式中的 9 代表一位数字，A 代表一个大写字母，其他字符照写。
K577 = { $name } 之下应有导入的文件（每份一个文件夹，内有 index.md）；现没有。
    .hint = 请把每份文件放成 documents/〈代号〉/index.md，附件放在它旁边；一般由“kanhe import documents 〈文件夹〉”生成。
head-encoding = 文件应为不带 BOM 标记的 UTF-8 编码，现不是。
head-carriage-return = 文件应以 LF 换行，现含有回车符（CR）。
head-no-opening = 文件首行应为 +++，现不是。
head-no-closing = 文件开头的各项之后应有一行 +++，现没有。

## 用印

K601 = 没有印章“{ $seal }”；应为登记在册的印章。
    .hint = 请核对印章代号，即登记簿中该印章的文件夹名称。
K602 = 事项 { $subject } 尚未签发；应当先签发，后用印。
    .hint = 请等候签发，进展请用 kanhe status { $subject } 查看。
K603 = 应加盖发文机关“{ $issuer }”的印章；“{ $seal }”是“{ $unit }”的印章。
    .hint = 请改用发文机关的印章。
K604 = 印章“{ $seal }”应由保管人{ WORDS($custodians) }使用；{ $person }不是保管人。
    .hint = 请由保管人用印；保管人有变动的，请联系管理员更正登记。
K605 = 印章“{ $seal }”已经加盖（办理序号 { $seq }），不能重复用印。
    .hint = 无须再办，用印情况请用 kanhe status 〈事项〉 查看。
K606 = 印章“{ $seal }”没有有效证书，不能使用。
    .hint = 请联系管理员为该印章登记有效证书，或者改用本机关的其他印章。
K607 = 印章“{ $seal }”是{ WORDS($kind, of: "seal-kind") }，不能用于本环节。
    .hint = 加盖单位印章的环节用公章或者专用章；加盖签名章的环节用签发人本人的签名章。
K608 = { $unit }已于第 { $seq } 号用印，一个单位只盖一枚。
    .hint = 不必再盖。联合行文的，由其他发文单位的保管人用印。

## 设置、登记簿和流程

K801 = { $path } 第 { $line } 行：{ $what ->
        [toml] 填写有误：{ $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = 请照此改正该行。
K802 = 缺少文件 { $path }。
    .hint = 请补上该文件，写法见 docs/record-format.md 第 8 节。
K803 = { $path } 中“{ $field }”所填“{ $found }”不符合要求。
    .hint = 请按 docs/record-format.md 第 8 节改正；流程文件的写法见 docs/workflows.md。
K804 = { $path } 中“{ $field }”应指向已登记的内容；“{ $value }”未登记。
    .hint = 请核对代号，或者先登记所指的单位、岗位或者人员。
K805 = { $path } 中“{ $field }”的“{ $value }”不得重复；{ $other } 已经使用。
    .hint = 请核对两处，改正其中一处。
K806 = { $path }：单位“{ $unit }”的上级单位应能逐级上溯到顶；现首尾相接，成了循环。
    .hint = 请核对各单位的上级单位（parent）。
K807 = { $path }：名称应为 1 至 64 个小写字母、数字或者连字符，首尾不用连字符，且不得占用系统名称；现为“{ $found }”。
    .hint = 请改用符合要求的名称。
K808 = { $path } 列出的证书文件 { $name } 不在旁边。
    .hint = 请将证书文件放到该 index.md 旁边，文件名为证书指纹加 .asc。
K809 = 证书文件 { $path } 未列入登记。
    .hint = 请在旁边的 index.md 中列出此证书；不用的，请删去该文件。
K810 = 建档人的证书 { $fingerprint } 应为登记在册人员的有效证书；{ $path } 中没有。
    .hint = 请先将建档人及其证书登记在册，再建档。
K811 = { $path }：{ $name } 已{ WORDS($standing, of: "standing") }，这一状态不得撤回或者放宽。
    .hint = 请另行登记新证书、新单位或者新印章；证书存疑的起点只能提前，不能推后；印章应先缴回，再销毁。
K812 = { $path }：{ $name }还没有接替人，不得使其没有可用的证书。
    .hint = 请先办理离岗交接，由接替人接收、所在单位负责人核验，再作变更。证书泄露的，可以随时登记为泄露。
K820 = { $path }：{ $unit }已撤销，不得再有所属；{ $other } 仍属于它。
    .hint = 撤销单位的，其人员、岗位、印章、下级单位应在同一申请中一并转出、注销或者缴回（kanhe propose --abolish 可以代为写出）。
K821 = { $path }：{ $name }已离职，不得再有岗位、可用的证书、印章或者账号；现仍有 { $other }。
    .hint = 请在同一申请中去掉岗位、停用证书，并为印章和账号另定保管人、责任人。
K822 = { $path }：“{ $name }”是公共账号、专用账号或者服务器，不是个人，不得有岗位、印章或者名下账号，除服务器外也不得有证书；现有 { $other }。
    .hint = 签署和用印应由本人用自己的证书办理。请去掉这一项，或者为责任人本人登记。
K823 = { $path }：印章“{ $title }”已缴回或者销毁，其证书 { $name } 不得继续有效。
    .hint = 请在同一申请中将该证书改为停用。
K824 = { $path }：按本单位规定，{ $name }应登记“{ WORDS($field, of: "required") }”。
    .hint = 请补填。哪些人员应登记哪些内容，见 kanhe.toml 的 [register]。
K825 = { $path }：邮箱 { $email } 不是本单位的邮箱，应属于：{ $domains }。
    .hint = 请改填单位配发的邮箱；外来人员不开设账号。
K826 = { $path }：{ $unit }的“{ $post }”应有{ $exact ->
        [yes] { " " }{ $least } 人
       *[other] { " " }{ $least } 至 { $most } 人（—为不限）
    }，现为 { $found } 人。
    .hint = 请在同一申请中任命或者免去，使人数符合；确需调整人数的，另行申请修改 kanhe.toml 的 [[register.post]]。
K827 = { $path }：“{ $field }”一经登记不得更改，原为“{ $was }”。
    .hint = 请保留原值。原登记有误的，停用原登记，另行登记。
K828 = { $path }：单位更名的，原名“{ $was }”应列入 former（曾用名）。
    .hint = 请在 former 中补写原名。
K829 = { $path }：单位已更名或者撤销（{ $unit }），刻有原名“{ $title }”的公章应先缴回。
    .hint = 请在同一申请中将该印章改为缴回并停用其证书，再按程序制发新章。

K240 = 文本应以“{ $expected }”一行开头，实际开头是“{ $found }”。
    .hint = 请提交勘合或 GnuPG 写出的原文件，第一行之前不要有任何内容。
K241 = 封装的第二行应为空行，实际是“{ $found }”。
    .hint = 封装内不得带头信息或注释。请从 gpg.conf 中去掉 comment、emit-version，重新导出。
K242 = 文本应以“{ $expected }”一行和一个换行结束。
    .hint = 末尾多了内容或被截断。请从来源处重新取得文件。
K243 = 末行之前应有校验行（“=”加四个字符），实际是“{ $found }”。
    .hint = 请从来源处重新取得文件，不要从邮件正文中复制。
K244 = 首尾两行之间不是规整的 base64 编码。
    .hint = 有字符被改动、增加或丢失。请从来源处重新取得文件。
K245 = 校验值应为 { $expected }，文中写的是 { $found }。
    .hint = 文本在传递中损坏或被改动。请从来源处重新取得。
K246 = 第 { $line } 行的排版与档案唯一允许的形式不同。
    .hint = 每行 64 个字符，仅最后一行可以较短。请由勘合写文件，不要用编辑器改排。
K210 = 此处应恰有一个签名，实际：{ $found }。
    .hint = 一项行为只带一人的一个签名。请用勘合重新签名。
K211 = 签名包没有按其版本唯一的形式书写。
    .hint = 签名被其他程序改写过。请用勘合重新签名。
K212 = 签名的版本是 { $found }，只允许第 4 版和第 6 版。
    .hint = 请更新 GnuPG 后重新签名。
K213 = 签名的类型是 { $found }，只允许 0x00（对原字节签名）。
    .hint = 请从 gpg.conf 中去掉 textmode，重新签名。
K214 = 签名使用了 { $found }，只允许 SHA-256、SHA-384、SHA-512。
    .hint = 请从 gpg.conf 中去掉 digest-algo、personal-digest-preferences，重新签名。
K215 = 签名使用了 { $found }，只允许 Ed25519、ECDSA、RSA。
    .hint = 请新建 Ed25519 密钥，并登记其证书。
K216 = 签名包中受签名保护的部分不合要求：{ $found }。
    .hint = 其中应各写明一次签名时间和密钥的完整指纹。请检查 gpg.conf 中的特殊设置后重新签名。
K217 = 签名包中不受签名保护的部分夹带了内容：{ $found }。
    .hint = 这是签名之后加入的。请用勘合重新签名，或查明是谁改动的。
K218 = 签名包无法读取：{ $found }。
    .hint = 签名已损坏或被改动。请用勘合重新签名。
K219 = 签名由密钥 { $key } 作出，而证书 { $certificate } 中没有这把密钥。
    .hint = 请用已登记证书的密钥签名；证书若已更新，请先登记新证书。
K220 = 子密钥 { $key } 与其证书没有正确绑定：缺少有效的 { $missing }。
    .hint = 不要接受这份证书。请持有人从本人的密钥环重新导出。
K221 = 密钥 { $key } 不是用于签名的。
    .hint = 请用带签名用途的密钥（gpg --list-keys 中标有“S”）签名。
K222 = 密钥 { $key }（{ $algorithm }）强度不足。应为 Ed25519、NIST P-256、P-384、P-521，或不少于 3072 位的 RSA。
    .hint = 请新建 Ed25519 密钥，并登记其证书。
K223 = 签名时间为 { $signed }，而密钥 { $key } 到 { $created } 才生成。
    .hint = 请检查签名所用计算机的时钟。
K224 = 签名时间为 { $signed }，而密钥 { $key } 已于 { $expired } 到期。
    .hint = 请延长密钥有效期（gpg --quick-set-expire），登记更新后的证书，再重新签名。
K225 = 密钥 { $key } 已由持有人吊销。
    .hint = 请改用新密钥签名。旧密钥若已失窃，请告知档案管理人。
K226 = 密钥 { $key } 的签名与这些内容不符。
    .hint = 内容在签名之后被改动，或签名属于另一份内容。不要采信。
K227 = 密钥 { $key } 的 ECDSA 签名能够核验，却不是档案库唯一允许的形式：其中的数 s 在上半区。
    .hint = 这种形式任何人都能由原签名改写得出，使同一条办理记录换一个名称。请采用签名人写成的原件，或请其用勘合重新签名。
K230 = 证书文件有 { $size } 字节，最多允许 { $most } 字节。
    .hint = 导出时不要带他人的签名：gpg --export-options export-minimal。
K231 = 这是私钥，不是证书。
    .hint = 私钥绝不可外传。请删除此文件；若已有他人见过，请吊销该密钥。证书用 gpg --armor --export 导出。
K232 = 文件中有不属于证书的内容：{ $found }。
    .hint = 请用 gpg --armor --export 重新导出证书。
K233 = 第一份证书之后还有第二份；一个文件只放一份证书。
    .hint = 请按完整指纹只导出一份证书。
K234 = 证书中有第 { $found } 版的密钥；应全部为第 4 版，或全部为第 6 版。
    .hint = 请新建 Ed25519 密钥。
K235 = 证书无法读取：{ $found }。
    .hint = 证书已损坏，或由不常见的程序写成。请用 gpg --armor --export 重新导出。
K236 = 证书中没有持有人本人的有效签名（SHA-1 和不常用的算法不予承认）。
    .hint = 请重新导出证书；密钥若已很旧，请新建一把。
K237 = 证书的新版本应保留旧版本的全部密钥和撤销声明；缺少密钥 { $key } 的{ WORDS($what, of: "forgets") }。
    .hint = 请重新导出该证书的最新版本；在别处撤销过的密钥，应先导入撤销声明再导出。
K238 = 新证书 { $path } 没有持有证明（同名的 .sig 文件）。
    .hint = 请由持有人运行 kanhe key register，用新密钥签署持有证明，与证书一并提交。
K239 = 持有证明 { $path } 不成立：{ $fault }
    .hint = 请由持有人在本机重新运行 kanhe key register；证明只对所写的档案库、人员（印章）和证书有效，不能借用他人的。
K301 = 这项办理属于另一个档案库：应为 { $expected }，实为 { $found }。
    .hint = 一个档案库的办理不能搬到另一个档案库。请在本档案库中由本人重新办理。
K302 = 办理序号应为 { $expected }，实为 { $found }。
    .hint = 序号逐一连续，可能有人同时办理。请取回最新记录后重新办理；已在库中的，说明有记录被抽走或重放。
K303 = 这项办理应接在 { $expected } 之后，所写的却是 { $found }。
    .hint = 请取回最新记录后重新办理；已在库中的，说明它原来不在这个位置，或前一项被改动过。
K304 = 这项办理签的全部内容应为 { $expected }，所写的却是 { $found }。
    .hint = 提交中的文件与签名时的不同。不要采信，请由本人用 kanhe 重新办理。
K305 = 办理时间（{ $found }）早于前一项（{ $parent }）；时间只能向后。单位为 1970 年起的秒数。
    .hint = 请校准电脑的时钟后重新办理。
K306 = 首行应为“{ $expected }”，实为“{ $found }”。
    .hint = 首行应与所写的办理和事项一致。请由本人用 kanhe 重新办理。
K307 = 没有“{ $found }”这种办理。
    .hint = 可能由新版程序写成。请先升级 kanhe，再作核对。
K308 = 办理“{ WORDS($act, of: "verb") }”应写明“{ $key }”一项，现没有。
    .hint = 请由本人用 kanhe 重新办理，不要手工书写提交说明。
K309 = 办理“{ WORDS($act, of: "verb") }”不得写有“{ $key }”一项。
    .hint = 请由本人用 kanhe 重新办理，不要手工书写提交说明。
K310 = “{ $key }”一项的写法应为 { $expected }，实为“{ $found }”。
    .hint = 请由本人用 kanhe 重新办理，不要手工书写提交说明。
K311 = 签名的时间（{ $signed }）与所写的办理时间（{ $written }）相差超过五分钟。单位为 1970 年起的秒数。
    .hint = 请校准电脑的时钟后重新办理；已在库中的，说明办理时间是改写的。
K312 = 建档只能是第一项，第一项也只能是建档。
    .hint = 每个档案库只建档一次。请核对取得的是否为完整的档案库。
K313 = 所确认的第 { $seq } 项应为 { $expected }；实为 { $found }。
    .hint = 请先取回最新的档案，再重新确认。档案中出现此项的，说明所确认的并不是这一项。
K401 = 审批、签发、用印和撤回不得改动文件，这项办理却改动了 { $path }。
    .hint = 修改文稿由拟稿人用 kanhe revise 办理；审批用 kanhe 办理即不会夹带文件。
K402 = 这项办理改动了本事项以外的文件 { $path }。
    .hint = 一项办理只能改动本事项文件夹中的文件。请去掉其他改动后重新办理。
K403 = 这项办理改动了 { $path }；登记簿、流程、设置、主题和钩子只在建档时确定。
    .hint = 请撤去这一改动。确需调整的，请联系管理员。
K404 = 事项文件夹的摘要应为 { $expected }，所写的是 { $found }。
    .hint = 所签的不是这份内容。请查看现行文稿，由本人重新办理。
K405 = 没有事项文件夹 { $path }。
    .hint = 送审和修改应带有文稿；请核对事项编号。
K406 = 执行变更应与申请所附文件完全一致；{ $path } 与申请不符。
    .hint = 请用 kanhe execute 执行，它会原样写入申请所附的文件；申请有误的，请退回修改。
K611 = 前一项是用印，这项办理应登记其印章 { $reference }，却没有登记。
    .hint = 印章由紧接其后的办理登记。请用 kanhe 办理，登记会自动写入。
K612 = 应登记印章 { $expected }，登记的却是 { $reference }。
    .hint = 请用 kanhe 重新办理，登记会自动写入。
K613 = 前一项不是用印，这项办理却登记了印章 { $reference }。
    .hint = 一枚印章只由紧接其后的办理登记一次。请用 kanhe 重新办理。
K614 = 印章 { $reference } 不在库中。
    .hint = 请连同标签一起取回：git fetch --tags。用印时连接中断的，由用印人在原来的副本中执行 kanhe pull 补上。确已无处可取的，说明印章被删，请从其他副本找回。
K615 = 印章 { $reference } 应盖在 { $expected } 上，却指向 { $found }。
    .hint = 印章被挪到了别处，不要采信。请从其他副本找回原来的标签。
K616 = 印章 { $reference } 的“{ $field }”应为“{ $expected }”，实为“{ $found }”。
    .hint = 印章所写与用印的办理不符，不要采信。请从其他副本找回原来的标签。
K617 = 印章 { $reference } 已被调换：登记的是 { $expected }，现为 { $found }。
    .hint = 不要采信现在的标签。请从其他副本找回原来的标签。
K618 = 印章 { $reference } 的签名不是这枚印章所签。
    .hint = 不要采信。应由保管人用印章的密钥通过 kanhe seal 用印。
K619 = 没有哪一项办理盖过印章 { $reference }。
    .hint = 这个标签不是印章，不要采信；印章只能用 kanhe seal 加盖。
K701 = 不得推送 { $name }；只收 main、印章和 refs/heads/drafts/人员代号/ 下的草稿。
    .hint = 草稿请推送到 refs/heads/drafts/人员代号/名称；办理请用 kanhe 的命令。
K702 = 不得删除 { $name }。
    .hint = 档案只增不减。不再需要的事项请撤回，不要删除。
K703 = main 只能向前：现在 { $old }，推送的 { $new } 不在其后。
    .hint = 请先取回最新记录（git pull --ff-only），再重新办理；不要强制推送。
K704 = 第 { $seq } 号的办理时间与服务器的时钟相差 { $by } 秒，最多允许 { $most } 秒。
    .hint = 请校准电脑的时钟后重新办理；签好的办理不要久存，当时就推送。
K705 = 用印没有连同标签 { $reference } 一起推送。
    .hint = 请用 kanhe seal 用印，办理和标签会一起推送。
K706 = 印章 { $reference } 已在服务器上，不得改动。
    .hint = 盖下的印章不能更换。本机的标签不同的，请删去后重新取回。
K707 = 标签 { $reference } 没有对应的用印办理。
    .hint = 印章只能用 kanhe seal 加盖；其他标签不要放在 seal/ 之下。
K708 = 无法读懂 git 传来的一行：“{ $found }”。
    .hint = 这一命令由 git 的钩子调用，不必自己执行。
K709 = 草稿 { $name } 不在任何登记人员的名下。
    .hint = 草稿请推送到 refs/heads/drafts/人员代号/名称，人员代号见登记簿，如 refs/heads/drafts/chen-wen/春季通知。
K710 = 一次推送最多带 { $most } 项办理；这次更多，或者不接在 main 之后。
    .hint = 请先取回最新记录（kanhe pull）。确有许多办理的，请分几次推送。
K711 = 一次推送最多变动 { $most } 个引用，这次有 { $found } 个。
    .hint = 请分几次推送。
K712 = 带草稿的推送有 { $found } 字节，最多 { $most } 字节。
    .hint = 草稿不属于档案库，不要用来存放大文件。请压缩或者拆分。
K713 = 用印的办理和印章 { $reference } 必须一次同时生效，办理在前。
    .hint = 请用 kanhe seal 用印；自行推送的，加上 --atomic：git push --atomic origin main 印章标签。
K714 = 这次推送的文件合计超过 { $most } 字节，或者超过 { $entries } 个。
    .hint = 请压缩或者拆分附件。确需更大的，由管理员用 kanhe gate install --max-push 调整。
K715 = 草稿 { $name } 超出数量：每人最多 { $most } 份。
    .hint = 请由管理员删去不用的草稿。
K716 = 引用 { $name } 在一次推送中出现两次。
    .hint = 请用 git 或 kanhe 推送，每个引用只写一次。
K717 = 表单写明“{ $line }”，但所附文件（.{ $ending }）不能证明。
    .hint = 请用 kanhe receive 〈文件〉 --from 〈往来机关〉 登记，不要手工填写或者改动附件；印模换了的，先更新系统设置。
K721 = 这个账户不能执行“{ $found }”。
    .hint = 这里只接受 git 的收取和推送。请用 git clone、git fetch、git push 或 kanhe。
K722 = 这个账户不能使用“{ $found }”。
    .hint = 请核对档案库的地址，应与管理员所给的完全一致。
K723 = 这个账户只能从 { $record } 收取，不能推送。
    .hint = 需要办理的，请管理员另开可以推送的账户。
K901 = 建档提交应为 { $expected }，实为 { $found }：这不是信任根所指的档案库。
    .hint = 请逐字核对纸面上的信任根；无误的，说明拿到的是另一个档案库，不要采信。
K902 = 建档提交的名称相同而内容不同：应为 { $expected }，实为 { $found }。
    .hint = 请逐字核对纸面上的信任根；无误的，说明有人伪造了建档提交，不要采信。
K903 = 建档人的证书应为 { $expected }，实为 { $found }。
    .hint = 请逐字核对纸面上的信任根；无误的，说明建档人不是所公布的那一位，不要采信。
K904 = 检查点属于另一个档案库：检查点写的是 { $expected }，此处是 { $found }。
    .hint = 请核对检查点是否拿错。
K905 = 第 { $seq } 号与检查点不符：应为 { $expected }，实为 { $found }，历史已被改写。
    .hint = 不要采信这个档案库。请改用其他副本，并保留现场备查。
K906 = 检查点已到第 { $expected } 号，这个档案库只到第 { $found } 号。
    .hint = 副本可能较旧，请先取回最新记录；取回后仍短的，说明末尾被截去。
K907 = 档案库中还没有任何办理。
    .hint = 请先用 kanhe init 建档，或核对取得的是否为完整的档案库。
K908 = main 现在 { $found }，先前已知的第 { $seq } 号（{ $known }）不在其中。
    .hint = 服务器的历史被改写，本机未作改动。不要接受，请联系档案管理人核对检查点。
K909 = 与副本“{ $copy }”在第 { $seq } 号之后分岔：此处接着是 { $here }，那一份接着是 { $there }。同一档案库给不同的人看了不同的历史。
    .hint = 两份都不要采信，也不要改动，一并封存；再找第三份副本或纸面检查点比对，报告档案主管人。
K910 = 副本“{ $copy }”已到第 { $expected } 号，这个档案库只到第 { $found } 号。
    .hint = 此份可能较旧，请先取回最新记录；取回后仍短的，说明末尾被截去，以较长的一份为准。
K911 = 副本“{ $copy }”中有印章 { $reference }（{ $expected }），此处没有。
    .hint = 请连同标签一起取回：git fetch --no-tags origin 'refs/tags/seal/*:refs/tags/seal/*'。取不到的，说明印章被删，请从那一份找回。
K912 = 印章 { $reference } 在副本“{ $copy }”中是 { $expected }，此处却是 { $found }：印章被挪动或调换。
    .hint = 不要采信这枚印章，两份都封存备查；以链上登记的摘要为准。
K913 = 副本“{ $copy }”读不下去，不能据以比对。
    .hint = 那一份可能残缺或损坏，对本档案库不作结论。请换一份副本比对。
K914 = 副本“{ $copy }”的建档提交是 { $expected }，此处是 { $found }：不是同一个档案库。
    .hint = 请核对副本是否拿错；没有拿错的，说明其中一份是冒充的，请与纸面信任根核对。
K915 = 快照的摘要应为 { $expected }，实为 { $found }。
    .hint = 快照不是当初留存的那一份，不要使用。请不带 --since 重新完整验证。
K916 = 快照无法使用，它损坏了，或出自另一版本的程序：“{ $found }”。
    .hint = 请不带 --since 重新完整验证，再留存新的快照。
K917 = 快照属于另一个档案库：应为“{ $expected }”，快照写的是“{ $found }”。
    .hint = 请核对快照和信任根是否拿错。
K918 = 快照取自第 { $found } 号，给出的却是第 { $expected } 号。
    .hint = --since 应写取快照时的号数，即 kanhe-snapshot 一行中的号数。
K919 = 写明的时间（{ $found }）晚于给定的时刻（{ $now }）五分钟以上。
    .hint = 请核对 --now 是否有误；无误的，说明当时签名的电脑时钟不准，或时间是编造的。
