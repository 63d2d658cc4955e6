# site: en
