//! A small client of `WebDriver` (W3C) and of the two things chromedriver adds: the console's log and the developer tools.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a page may take to become what it should.
const PATIENCE: Duration = Duration::from_secs(30);

/// A headless Chromium with a profile of its own.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    // Kept until the browser has ended.
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends Chromium; the driver is ended by its own id.
        drop(ureq::delete(&self.session).call());
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

impl Browser {
    pub(crate) fn start() -> Self {
        let mut driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect(
                "chromedriver is needed for this test: `make test` installs it (packages chromium, chromium-driver)",
            );
        let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| {
                let port = line.split("successfully on port ").nth(1)?.trim_end_matches('.').to_owned();
                port.parse::<u16>().ok()
            })
            .expect("chromedriver names its port");
        let profile = tempfile::Builder::new().prefix("kanhe-chromium").tempdir().unwrap();
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            "--lang=zh-CN",
        ];
        let mut args: Vec<String> = args.map(str::to_owned).to_vec();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": args},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let mut browser = Self { driver, session: format!("http://127.0.0.1:{port}/session"), _profile: profile };
        let answer = browser.post("", &wanted);
        let id = answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}")).to_owned();
        browser.session = format!("{}/{id}", browser.session);
        browser
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        let url = format!("{}{command}", self.session);
        let config = ureq::config::Config::builder().http_status_as_error(false).build();
        let mut answer = ureq::Agent::new_with_config(config)
            .post(&url)
            .content_type("application/json")
            .send(body.to_string())
            .unwrap_or_else(|error| panic!("{command}: {error}"));
        let text = answer.body_mut().with_config().limit(1 << 28).read_to_string().unwrap();
        let mut value: Value = serde_json::from_str(&text).unwrap();
        assert!(answer.status().is_success(), "{command}: {}", value["value"]);
        value["value"].take()
    }

    /// Opens a page and waits until it is loaded.
    pub(crate) fn open(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// Opens a window, which from then on is the one that is looked at. Its name.
    pub(crate) fn new_window(&self) -> String {
        let window = self.post("/window/new", &json!({"type": "window"}));
        let name = window["handle"].as_str().unwrap().to_owned();
        self.look_at(&name);
        name
    }

    /// The names of all windows.
    pub(crate) fn windows(&self) -> Vec<String> {
        let mut answer = ureq::get(format!("{}/window/handles", self.session)).call().unwrap();
        let value: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        value["value"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    }

    /// Looks at another window.
    pub(crate) fn look_at(&self, window: &str) {
        self.post("/window", &json!({ "handle": window }));
    }

    /// What the page's script says to an expression.
    pub(crate) fn ask(&self, expression: &str) -> Value {
        self.post("/execute/sync", &json!({"script": format!("return {expression};"), "args": []}))
    }

    /// What the page's script says when it has done: it is a function's body that calls `done`.
    pub(crate) fn later(&self, body: &str, args: &[Value]) -> Value {
        let script = format!("const done = arguments[arguments.length - 1];\n{body}");
        self.post("/execute/async", &json!({"script": script, "args": args}))
    }

    /// As text, or an empty one.
    pub(crate) fn text(&self, expression: &str) -> String {
        self.ask(expression).as_str().unwrap_or_default().to_owned()
    }

    /// As a list of texts.
    pub(crate) fn texts(&self, expression: &str) -> Vec<String> {
        let value = self.ask(&format!("Array.from({expression})"));
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The texts of all elements a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        self.texts(&format!("document.querySelectorAll({selector:?}), e => e.textContent.trim()"))
    }

    /// Clicks the first element a selector finds.
    pub(crate) fn click(&self, selector: &str) {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Presses a key (`WebDriver` section 17.4.2 gives the numbers of those without a character).
    pub(crate) fn press(&self, key: char) {
        self.press_all(&key.to_string());
    }

    /// Presses keys one after another.
    pub(crate) fn press_all(&self, keys: &str) {
        let both = |key: char| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()}));
        let actions: Vec<Value> = keys.chars().flat_map(both).collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}));
    }

    /// Waits until an expression is true, with the page left to itself.
    pub(crate) fn wait(&self, what: &str, expression: &str) {
        let begun = Instant::now();
        while self.ask(&format!("Boolean({expression})")) != Value::Bool(true) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{what}: waited in vain for {expression}\n{}",
                self.text("document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// What the console complained of since it was asked last.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let severe = log.as_array().unwrap().iter().filter(|entry| entry["level"] == "SEVERE");
        severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    fn tool(&self, command: &str, params: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": params}))
    }

    /// Makes the page as wide as a screen of that many pixels.
    pub(crate) fn resize(&self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.tool("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Whether the reader likes it dark.
    pub(crate) fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        self.tool(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "prefers-color-scheme", "value": value}]}),
        );
    }

    /// Whether pages may run their scripts. What is asked here is answered all the same.
    pub(crate) fn scripts(&self, run: bool) {
        self.tool("Emulation.setScriptExecutionDisabled", &json!({ "value": !run }));
    }

    /// Runs a script in every page to come, before its own.
    pub(crate) fn before_each_page(&self, script: &str) {
        self.tool("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }

    /// A picture of the whole page.
    pub(crate) fn picture(&self, file: &Path) {
        use base64::Engine as _;
        let shot = self.tool("Page.captureScreenshot", &json!({"captureBeyondViewport": true}));
        let bytes = base64::engine::general_purpose::STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}
