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
    .hint = 请联系管理员，核对该环节岗位的任职人员及其证书。
K511 = 事项 { $subject } 现为“{ WORDS($stage, of: "stage") }”，已回到拟稿人手中；应待其修改后再办理。
    .hint = 请等候拟稿人用 kanhe revise { $subject } 提交修改稿。
K512 = 此事项现处“{ $expected }”环节，不能办理“{ $found }”环节；审批应当逐级进行，不得越级。
    .hint = 当前环节及承办人请用 kanhe status 〈事项〉 查看。
K513 = 环节“{ $step }”不能办理“{ WORDS($verb, of: "verb") }”；可以办理的有：{ WORDS($allowed, of: "verb") }。
    .hint = 请按本环节可以办理的方式签署，例如 kanhe approve 〈事项〉 --opinion "同意"。
K514 = 环节“{ $step }”应由以下人员办理：{ WORDS($asked) }；{ $person }不在其中。
    .hint = 请由上列人员办理；人员岗位有误的，请联系管理员更正登记。
K515 = { $person }在本环节已经签署过意见（办理序号 { $seq }），不能重复签署。
    .hint = 请等候本环节其他承办人签署，进展请用 kanhe status 〈事项〉 查看。
K516 = 签署的应为现行文稿 { $expected }；实际签署的是 { $found }。
    .hint = 文稿可能刚作过修改。请用 kanhe status 〈事项〉 查看，读过现行文稿后重新签署。
K517 = 办理“{ WORDS($verb, of: "verb") }”应当签署意见；现未写意见。
    .hint = 请写明意见，例如 kanhe approve 〈事项〉 --opinion "同意，请按期印发"。
K518 = 办理“{ WORDS($verb, of: "verb") }”应当说明理由；现未写理由。
    .hint = 请写明理由，例如 kanhe withdraw 〈事项〉 --reason "内容有误，需重新拟稿"。
K519 = 办理“{ WORDS($verb, of: "verb") }”应当明确表示同意；所签“{ $opinion }”只表示看过，按规定视为不同意。
    .hint = 确实同意的，请写明，例如 kanhe approve 〈事项〉 --opinion "同意"；不同意的，请签不同意或者退回。
K520 = 意见或理由不得超过 { $most } 字；现为 { $length } 字。
    .hint = 请只写结论和要点，精简后重新签署。
K521 = 文号应为顺序的下一号“{ $expected }”；所给文号为“{ $found }”。
    .hint = 文号连续编排，不留空号，不得重号。可能刚有其他公文签发，请按新的文号重新签发。
K522 = 发文机关“{ $unit }”没有机关代字，不能编排文号。
    .hint = 请核对发文机关；无误的，请联系管理员登记该单位的机关代字。

## 文稿

K541 = { $what ->
        [toml] 文稿开头的各项填写有误：{ $detail }
       *[other] { WORDS($what, of: "head") }
    }
    .hint = 请照此改正 index.md：首行为 +++，其后每项一行，再以一行 +++ 结束，然后是正文。
K542 = 没有“{ $name }”这一项；可以填写的有：{ WORDS($known) }。
    .hint = 请核对项目名称，多余的请删去。
K543 = “{ $name }”为必填项，现未填写。
    .hint = 请在 index.md 开头填写此项。
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
