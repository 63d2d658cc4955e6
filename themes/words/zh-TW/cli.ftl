# cli: zh-TW

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
