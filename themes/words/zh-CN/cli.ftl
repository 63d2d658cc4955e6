# cli: zh-CN

## 办理

verb-found = 建档
verb-submit = 提交
verb-revise = 修改
verb-approve = 同意
verb-disagree = 不同意
verb-read = 已阅
verb-return = 退回
verb-issue = 签发
verb-seal = 用印
verb-withdraw = 撤回

## 事项状态

stage-in-review = 审核中
stage-returned = 已退回
stage-refused = 不同意
stage-issued = 已签发
stage-sealed = 已用印
stage-finished = 已办结
stage-withdrawn = 已撤回

## 证书状态

standing-active = 有效
standing-suspended = 暂停使用
standing-retired = 停用

## 填写内容的种类

kind-text = 文字
kind-date = 日期（如 2026-03-02）
kind-number = 整数
kind-choice = 所列选项之一
kind-unit = 单位代号
kind-person = 人员代号
kind-file = 附件的文件名
kind-list = 列表（如 ["甲", "乙"]），各项均须符合本项的填写要求

## 列表的分隔

list-separator = 、
