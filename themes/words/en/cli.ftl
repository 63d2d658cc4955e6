# cli: en

## Acts

verb-found = found
verb-submit = submit
verb-revise = revise
verb-approve = approve
verb-disagree = disagree
verb-read = read
verb-return = return
verb-issue = sign off
verb-seal = seal
verb-withdraw = withdraw

## Where a subject stands

stage-in-review = in review
stage-returned = returned
stage-refused = refused
stage-issued = signed off
stage-sealed = sealed
stage-finished = finished
stage-withdrawn = withdrawn

## Standing of a certificate

standing-active = active
standing-suspended = suspended
standing-retired = retired

## Kinds of value in a form

kind-text = a text
kind-date = a date such as 2026-03-02
kind-number = a whole number
kind-choice = one of the choices
kind-unit = a unit's short name
kind-person = a person's short name
kind-file = the name of an attachment
kind-list = a list such as ["a", "b"] whose items are of the field's kind

## Between the items of a list

list-separator = {", "}
