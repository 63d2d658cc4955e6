# refusals: en
