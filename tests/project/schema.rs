//! The JSON Schema says what the reader takes: every key of either is accepted by both, any other refused by both.

use serde_json::{Map, Value};

use super::{Story, checked};

fn schema() -> (String, Schema) {
    let text = Story::new(&[]).run("check --project-schema").out;
    let value = serde_json::from_str(&text).unwrap();
    (text, Schema(value))
}

#[test]
fn the_schema_of_the_documents_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/social-roi.schema.json");
    let (text, _) = schema();
    if std::env::var_os("SOCIAL_ROI_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/social-roi.schema.json is stale: `just bless` writes it"
    );
}

/// As much of JSON Schema as ours uses; a keyword beyond that is an error, so that none goes unread.
struct Schema(Value);

impl Schema {
    fn takes(&self, value: &Value) -> bool {
        self.fits(&self.0, value)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let rules = match schema {
            Value::Bool(any) => return *any,
            schema => schema.as_object().unwrap(),
        };
        // A table that no table fits: `if` with neither `then` nor `else` takes everything.
        let branch = match rules.get("if") {
            Some(condition) if self.fits(condition, value) => rules.get("then"),
            Some(_) => rules.get("else"),
            None => None,
        };
        branch.is_none_or(|schema| self.fits(schema, value))
            && rules
                .iter()
                .all(|(keyword, rule)| self.holds(rules, keyword, rule, value))
    }

    fn holds(
        &self,
        rules: &Map<String, Value>,
        keyword: &str,
        rule: &Value,
        value: &Value,
    ) -> bool {
        let each = || rule.as_array().unwrap().iter();
        let number = |right: fn(f64, f64) -> bool| {
            value
                .as_f64()
                .is_none_or(|own| right(own, rule.as_f64().unwrap()))
        };
        match keyword {
            "$schema" | "title" | "description" | "definitions" | "if" | "then" | "else" => true,
            "$ref" => {
                let path = rule.as_str().unwrap().strip_prefix('#').unwrap();
                self.fits(self.0.pointer(path).unwrap(), value)
            }
            "allOf" => each().all(|schema| self.fits(schema, value)),
            "anyOf" => each().any(|schema| self.fits(schema, value)),
            "oneOf" => each().filter(|schema| self.fits(schema, value)).count() == 1,
            "not" => !self.fits(rule, value),
            "type" => of_type(rule.as_str().unwrap(), value),
            "enum" => each().any(|word| word == value),
            "minimum" => number(|own, bound| own >= bound),
            "maximum" => number(|own, bound| own <= bound),
            "exclusiveMinimum" => number(|own, bound| own > bound),
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "items" => {
                let items = value.as_array();
                items.is_none_or(|items| items.iter().all(|item| self.fits(rule, item)))
            }
            "required" => {
                let has = |object: &Map<String, Value>| {
                    each().all(|key| object.contains_key(key.as_str().unwrap()))
                };
                value.as_object().is_none_or(has)
            }
            "propertyNames" => {
                let named = |object: &Map<String, Value>| {
                    object
                        .keys()
                        .all(|key| self.fits(rule, &Value::from(key.as_str())))
                };
                value.as_object().is_none_or(named)
            }
            "properties" => {
                let own = |object: &Map<String, Value>| {
                    object.iter().all(|(key, value)| {
                        rule.get(key).is_none_or(|schema| self.fits(schema, value))
                    })
                };
                value.as_object().is_none_or(own)
            }
            "additionalProperties" => {
                let known = |key: &String| {
                    rules
                        .get("properties")
                        .is_some_and(|own| own.get(key).is_some())
                };
                let more = |object: &Map<String, Value>| {
                    object
                        .iter()
                        .all(|(key, value)| known(key) || self.fits(rule, value))
                };
                value.as_object().is_none_or(more)
            }
            other => panic!("the keyword `{other}`"),
        }
    }
}

fn of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        other => panic!("a type `{other}`"),
    }
}

/// TOML as JSON, days as texts, as editors hand them to a schema.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| (key.clone(), json(value)))
                .collect(),
        ),
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
    }
}

/// The text that `init` writes, every line in force but those that another line stands in the place of.
fn everything() -> String {
    let story = Story::new(&[]);
    assert_eq!(story.run("init").code, Some(0));
    let text = story.read("social-roi.toml");
    let instead = [
        "share_of_labour",
        "annual_pay",
        "on_cost",
        "paid_hours",
        "leave_hours",
        "holiday_hours",
        "utilisation",
        "rates",
    ];
    let line = |line: &str| {
        let rest = line.strip_prefix('#').filter(|rest| {
            let key = rest.split(' ').next().unwrap();
            rest.starts_with('[')
                || rest.contains(" = ")
                    && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    && !key.is_empty()
        });
        let line = rest
            .unwrap_or(line)
            .replace("key = \"hours\"", "key = \"shares\"");
        let key = line.split(' ').next().unwrap();
        if instead.contains(&key) || line.contains("plan/") {
            String::new()
        } else {
            line
        }
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn every_key_of_the_template_is_accepted_by_both() {
    let text = everything();
    // No folder of exports is there.
    let lines = text.lines().filter(|line| !line.starts_with("sources"));
    let out = checked(&lines.map(|line| format!("{line}\n")).collect::<String>());
    assert!(
        out.starts_with("social-roi.toml: nothing wrong"),
        "{out}\n{text}"
    );
    let (_, schema) = schema();
    let value: toml::Value = toml::from_str(&text).unwrap();
    assert!(schema.takes(&json(&value)));
    // Every key of the schema stands in the template.
    let instead = [
        "rates",
        "sheets",
        "share_of_labour",
        "annual_pay",
        "on_cost",
        "paid_hours",
        "leave_hours",
        "holiday_hours",
        "utilisation",
    ];
    missing(&schema.0, &json(&value), "", &instead);
}

fn missing(schema: &Value, value: &Value, path: &str, instead: &[&str]) {
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (key, inner) in properties {
        if instead.contains(&key.as_str()) {
            continue;
        }
        let own = &value[key];
        assert!(!own.is_null(), "{path}{key} does not stand in the template");
        let path = format!("{path}{key}.");
        match own {
            Value::Array(rows) if inner["items"].is_object() => {
                missing(&inner["items"], &rows[0], &path, instead)
            }
            own => missing(inner, own, &path, instead),
        }
    }
}

/// A document with everything that one row or table of a section needs, but for the lines that are its own.
fn document(section: &str, lines: &str) -> String {
    let needed = match section {
        "margin" => "base = 0.4",
        "mapping" => "campaign = \"Jobs *\"\ngoal = \"applications\"",
        "accounts" => "account = \"Northwind Ads\"",
        "costs" => {
            "period = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"overhead\"\namount = 1"
        }
        "roles" => "role = \"writer\"\nloaded_rate = 38",
        "labour" => "period = \"2026-09\"\nfunction = \"care\"\nhours = 8\nloaded_rate = 38",
        "assumptions" => {
            "key = \"minutes_now\"\nbase = 0.5\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30"
        }
        "counts" => "key = \"contacts_resolved\"\nperiod = \"2026-09\"\nvalue = 5",
        "savings" => {
            "period = \"2026-09\"\nfunction = \"recruiting\"\nwhat = \"avoided_purchase\"\namount = 9\nsource = \"Plan\"\n\
             owner = \"People\"\ndate = 2026-05-03"
        }
        "targets" => "metric = \"roas\"\nperiod = \"2026-09\"\nvalue = 4",
        "benchmarks" => "metric = \"ctr\"\nvalue = 0.01\nsource = \"A report\"\ndate = 2026-03-01",
        "budget" => "period = \"2026-Q4\"\nplanned = 20000",
        "experiments" => {
            "exp_id = \"spring\"\nmethod = \"holdout\"\nstart = 2026-03-01\nend = 2026-04-15\nsource = \"Lift\"\nowner = \"Paid\""
        }
        "finance" => "period = \"2026-09\"",
        "metrics" => {
            "name = \"spend_per_share\"\ntitle = \"Spend per share\"\nunit = \"money\"\nnum = \"sum(ad_spend.spend)\""
        }
        _ => "",
    };
    let head = match section {
        "" => String::new(),
        "money" | "calendar" | "attribution" | "margin" | "allocation" | "check" | "sheets" => {
            format!("[{section}]\n")
        }
        _ => format!("[[{section}]]\n"),
    };
    // Further tables follow what is needed.
    let (lines, further) = match lines.find("\n[") {
        Some(at) => lines.split_at(at + 1),
        None => (lines, ""),
    };
    // A line of its own stands in the place of the needed one of that key; `-key` leaves that out.
    let key = |line: &str| {
        line.split(" =")
            .next()
            .unwrap()
            .trim_start_matches('-')
            .to_owned()
    };
    let own: Vec<String> = lines.lines().map(key).collect();
    let kept = needed.lines().filter(|line| !own.contains(&key(line)));
    let added = lines.lines().filter(|line| !line.starts_with('-'));
    head + &kept.chain(added).collect::<Vec<_>>().join("\n") + "\n" + further
}

/// What both say of a document: whether they take it.
fn verdicts(schema: &Schema, text: &str) -> (bool, bool) {
    let value: toml::Value = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    // No schema knows which files there are.
    let files = ["exports/a.csv", "x", "y.csv"].map(|name| (name, ""));
    let story = Story::new(&[&files[..], &[("social-roi.toml", text)]].concat());
    let read = story
        .checked()
        .starts_with("social-roi.toml: nothing wrong");
    (read, schema.takes(&json(&value)))
}

/// Lines of a section: those that both take, and those that both refuse. Every kind of value stands here.
type Cases = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: [Cases; 22] = [
    (
        "",
        &[
            r#"sources = ["exports"]"#,
            r#"sources = "exports""#,
            r#"sources = { auto = ["x"], ad_spend = "y.csv" }"#,
            r#"sources = []"#,
            r#"profiles = "mine""#,
            r#"margin = { base = 0.4 }"#,
            r#"costs = []"#,
        ],
        &[
            r#"suorces = []"#,
            r#"sources = [1]"#,
            r#"sources = 1"#,
            r#"sources = [" "]"#,
            r#"sources = { zebra = ["x"] }"#,
            r#"profiles = """#,
            r#"profiles = 3"#,
            r#"margin = 0.4"#,
            r#"margin = {}"#,
            r#"costs = {}"#,
            r#"costs = [1]"#,
            "[sheets]\nmapping = \"x.csv\"",
            r#"[zebra]"#,
        ],
    ),
    (
        "money",
        &[
            r#"currency = "EUR""#,
            r#"currency = " EUR ""#,
            r#"currency = "KWD""#,
            r#"refunds = "refund""#,
            r#"refunds = "Order""#,
        ],
        &[
            r#"currency = "euro""#,
            r#"currency = "eur""#,
            r#"currency = "XXX""#,
            r#"currency = """#,
            r#"currency = 978"#,
            r#"refunds = "never""#,
            r#"refunds = true"#,
            r#"zebra = 1"#,
        ],
    ),
    (
        "calendar",
        &[
            r#"system = "jalali""#,
            r#"system = " Jalali ""#,
            r#"fiscal_year_start = 4"#,
            r#"fiscal_year_start = 4.0"#,
            r#"week_start = "SUNDAY""#,
            r#"time_zone = "Europe/Berlin""#,
            r#"time_zone = "UTC""#,
            r#"time_zone = "+03:30""#,
        ],
        &[
            r#"system = "lunar""#,
            r#"system = """#,
            r#"fiscal_year_start = 13"#,
            r#"fiscal_year_start = 0"#,
            r#"fiscal_year_start = 1.5"#,
            r#"fiscal_year_start = "4""#,
            r#"week_start = "sun""#,
            r#"time_zone = "Berlin""#,
            r#"time_zone = "europe/berlin""#,
            r#"time_zone = "Europe/Atlantis""#,
            r#"time_zone = "+3:30""#,
            r#"time_zone = "+15:00""#,
            r#"time_zone = " UTC""#,
        ],
    ),
    (
        "attribution",
        &[
            r#"model = "linear""#,
            r#"model = "Linear""#,
            r#"lookback_days = 30"#,
            r#"lookback_days = 0"#,
            r#"touch_types = ["click", "view"]"#,
            r#"touch_types = "click""#,
            r#"path_reset = "None""#,
            r#"ties = "split""#,
            r#"direct = ["Direct"]"#,
            r#"half_life_days = 0.5"#,
            r#"markov_order = 4"#,
        ],
        &[
            r#"model = "zebra""#,
            r#"lookback_days = -1"#,
            r#"touch_types = ["hover"]"#,
            r#"touch_types = "Click""#,
            r#"touch_types = [""]"#,
            r#"path_reset = "maybe""#,
            r#"half_life_days = 0"#,
            r#"markov_order = 5"#,
            r#"markov_order = 1.5"#,
            r#"direct = [1]"#,
        ],
    ),
    (
        "margin",
        &[
            r#"base = 1"#,
            r#"base = 0.001"#,
            "low = 0.3\nhigh = 0.5",
            r#"product = { Shoes = 0.38 }"#,
            r#"month = { "2026-11" = 0.36 }"#,
            r#"month = { 2026-11 = 0.36, "2026-W50" = 0.3 }"#,
            "date = 2026-01-15\nexpires = 2026-12-31",
            r#"date = "2026-01-15""#,
            r#"date = "1405-01-31""#,
            r#"date = " ۲۰۲۶-۰۱-۱۵ ""#,
            r#"source = "Finance""#,
        ],
        &[
            r#"base = 0"#,
            r#"base = 1.4"#,
            r#"base = -0.1"#,
            r#"base = "0.4""#,
            r#"base = true"#,
            r#"-base"#,
            r#"low = 0"#,
            r#"high = 1.2"#,
            r#"product = { Shoes = 38 }"#,
            r#"product = 0.4"#,
            r#"month = { "November" = 0.36 }"#,
            r#"month = { "2026-13" = 0.36 }"#,
            r#"date = 2026"#,
            r#"date = "15.1.2026""#,
            r#"date = "2026-02-29""#,
            r#"date = "2026-04-31""#,
            r#"date = "1405-07-31""#,
            r#"date = "1066-01-01""#,
            r#"date = 2026-01-15T10:00:00"#,
            r#"source = """#,
            r#"source = 7"#,
            r#"owner = false"#,
        ],
    ),
    (
        "allocation",
        &[
            r#"key = "hours""#,
            r#"key = "Direct_Cost""#,
            "key = \"shares\"\nshares = { paid = 0.5 }",
            r#"shares = { Paid = 0.5, organic = 0 }"#,
        ],
        &[
            r#"key = "shares""#,
            "key = \"hours\"\nshares = { paid = 0.5 }",
            r#"key = "weight""#,
            r#"shares = { zebra = 0.1 }"#,
            r#"shares = { paid = 1.1 }"#,
            r#"shares = { paid = -0.1 }"#,
            r#"shares = { paid = "a half" }"#,
            r#"shares = 0.5"#,
        ],
    ),
    (
        "check",
        &[
            r#"join_rate = 0"#,
            r#"pacing_watch = 0.05"#,
            r#"waste_factor = 2"#,
            r#"target_near = 1"#,
            r#"expires_months = 120"#,
            r#"severity = { join-rate = "Off" }"#,
        ],
        &[
            r#"join_rate = 1.1"#,
            r#"waste_factor = 0"#,
            r#"target_near = 0"#,
            r#"expires_months = 121"#,
            r#"severity = { zebra = "off" }"#,
            r#"severity = { join-rate = "loud" }"#,
            r#"severity = "off""#,
        ],
    ),
    (
        "mapping",
        &[
            r#"campaign = "*""#,
            r#"campaign = "Jobs [0-9]?""#,
            r#"campaign = "a/**/b""#,
            r#"function = "Recruiting""#,
            "-goal\nrename = \"Employer brand\"",
        ],
        &[
            r#"campaign = "[a""#,
            r#"campaign = "a**""#,
            r#"campaign = "***""#,
            r#"campaign = " ""#,
            r#"campaign = 5"#,
            r#"-campaign"#,
            r#"-goal"#,
            r#"function = "shared""#,
            r#"function = "zebra""#,
            r#"zebra = 1"#,
        ],
    ),
    (
        "accounts",
        &[
            r#"mfa = true"#,
            r#"files = ["meta_*.csv", "a/**"]"#,
            r#"files = "x?.csv""#,
            r#"status = "Rogue""#,
            r#"time_zone = "America/New_York""#,
            r#"currency = "USD""#,
            r#"last_access_review = 2026-06-30"#,
            "brand_checks_passed = 0\nbrand_checks_total = 10",
        ],
        &[
            r#"mfa = "yes""#,
            r#"mfa = 1"#,
            r#"files = ["[a"]"#,
            r#"files = ["b**"]"#,
            r#"files = [2]"#,
            r#"status = "ours""#,
            r#"-account"#,
            r#"account = """#,
            r#"time_zone = "EST5""#,
            r#"currency = "usd""#,
            r#"last_access_review = "June""#,
            r#"brand_checks_total = -1"#,
        ],
    ),
    (
        "costs",
        &[
            r#"period = 2026"#,
            r#"period = "2026""#,
            r#"period = "2026-Q3""#,
            r#"period = "2026-q3""#,
            r#"period = "2026-W01""#,
            r#"period = 2026-09-15"#,
            r#"period = "2026-09-01..2026-09-30""#,
            r#"period = "2026-07 .. 2026-09""#,
            r#"period = "1405-07""#,
            r#"period = "۱۴۰۵-۰۷""#,
            r#"period = "1405-07-01..1405-07-15""#,
            r#"function = "Shared""#,
            r#"cost_type = "TOOLS""#,
            "-amount\nshare_of_labour = 0.1",
            r#"amount = -5"#,
            r#"amount = 1e3"#,
            r#"amount = 1_000"#,
            r#"status = "Estimated""#,
            r#"vendor = "A tool""#,
            r#"currency = "EUR""#,
        ],
        &[
            r#"period = "September""#,
            r#"period = "2026-9""#,
            r#"period = "2026-13""#,
            r#"period = "2026-Q5""#,
            r#"period = "2026-W54""#,
            r#"period = "last-month""#,
            r#"period = "2026-09..""#,
            r#"period = "..2026-09""#,
            r#"period = "FY2026""#,
            r#"period = "2026-09..1405-07""#,
            r#"period = "1405-W07""#,
            r#"period = 26"#,
            r#"period = 2026.5"#,
            r#"period = true"#,
            r#"period = """#,
            r#"-period"#,
            r#"function = "zebra""#,
            r#"function = 3"#,
            r#"-function"#,
            r#"cost_type = "zebra""#,
            r#"-cost_type"#,
            r#"-amount"#,
            r#"share_of_labour = 0.1"#,
            "-amount\nshare_of_labour = 1.5",
            "-amount\nshare_of_labour = 0.1\ncost_type = \"tools\"",
            r#"amount = "1""#,
            r#"amount = "€ 12""#,
            r#"amount = [1]"#,
            r#"status = "paid""#,
        ],
    ),
    (
        "roles",
        &[
            r#"loaded_rate = 0.5"#,
            "-loaded_rate\nannual_pay = 42000\npaid_hours = 2080",
            "-loaded_rate\nannual_pay = 42000\npaid_hours = 2080\non_cost = 0.28\nleave_hours = 200\nholiday_hours = 80\nutilisation = 0.85",
        ],
        &[
            r#"loaded_rate = 0"#,
            r#"annual_pay = 42000"#,
            r#"on_cost = 0.2"#,
            r#"-loaded_rate"#,
            "-loaded_rate\nannual_pay = 42000",
            "-loaded_rate\npaid_hours = 2080\non_cost = 0.2",
            r#"-role"#,
            "-loaded_rate\nannual_pay = 42000\npaid_hours = 2080\nutilisation = 0",
        ],
    ),
    (
        "labour",
        &[
            r#"hours = 0"#,
            r#"function = "shared""#,
            r#"loaded_rate = 40"#,
            r#"note = "time sheet""#,
        ],
        &[
            r#"hours = -1"#,
            r#"-hours"#,
            r#"function = "nobody""#,
            r#"loaded_rate = 0"#,
            r#"hours = "8h""#,
            r#"note = """#,
        ],
    ),
    (
        "assumptions",
        &[
            r#"base = -3"#,
            "key = \"deflection_share\"\nbase = 1",
            "key = \"kappa_meta\"\nbase = -0.5",
            "key = \"kappa_meta_share\"\nbase = 2",
            r#"key = "margin""#,
            "key = \"realised_care\"\nlow = 0\nhigh = 1",
            r#"key = "incremental_revenue_paid""#,
            "key = \"contact_cost\"\nbase = 6",
            r#"grade = "c2""#,
            r#"grade = "D1""#,
            r#"period = 2026"#,
            r#"unit = "share""#,
            r#"expires = 2027-06-30"#,
        ],
        &[
            r#"-source"#,
            r#"-owner"#,
            r#"-date"#,
            r#"-base"#,
            r#"-key"#,
            "key = \"deflection_share\"\nbase = 40",
            "key = \"deflection_share\"\nhigh = 1.5",
            "key = \"kappa_meta\"\nbase = 4",
            "key = \"kappa\"\nlow = -2",
            "key = \"margin\"\nbase = 0",
            "key = \"realised\"\nbase = 2",
            "key = \"overhead\"\nbase = -1",
            r#"key = "revenue_meta""#,
            r#"key = "orders_paid""#,
            r#"grade = "D2""#,
            r#"grade = "d2""#,
            r#"grade = "E""#,
            r#"period = "now""#,
            r#"date = "yesterday""#,
        ],
    ),
    (
        "counts",
        &[
            r#"value = 0"#,
            r#"function = "care""#,
            r#"function = "CARE""#,
            r#"source = "Help desk""#,
        ],
        &[
            r#"value = -1"#,
            r#"-value"#,
            r#"-period"#,
            r#"function = "shared""#,
            r#"key = """#,
        ],
    ),
    (
        "savings",
        &[r#"what = "Cancelled_Contract""#, "low = 0\nhigh = 10"],
        &[
            r#"what = "luck""#,
            r#"amount = 0"#,
            r#"low = -1"#,
            r#"-source"#,
            r#"-owner"#,
            r#"-date"#,
            r#"function = "shared""#,
        ],
    ),
    (
        "targets",
        &[
            r#"metric = "ROAS""#,
            r#"scope = "platform=meta""#,
            r#"scope = "all""#,
            r#"scope = """#,
            r#"scope = "platform=meta, campaign=Brand*""#,
            r#"scope = " function = Paid ,goal=leads""#,
            r#"scope = "campaign=[ab]?""#,
            r#"direction = "LOWER""#,
            r#"value = -1"#,
        ],
        &[
            r#"metric = "zebra crossing""#,
            r#"metric = 3"#,
            r#"metric = """#,
            r#"-metric"#,
            r#"-value"#,
            r#"-period"#,
            r#"scope = "meta""#,
            r#"scope = "zebra=1""#,
            r#"scope = "Platform=meta""#,
            r#"scope = "platform=""#,
            r#"scope = "platform=, goal=x""#,
            r#"scope = "platform=meta,""#,
            r#"scope = "function=zebra""#,
            r#"scope = "campaign=[a,b]""#,
            r#"scope = "campaign=b**""#,
            r#"scope = ["platform=meta"]"#,
            r#"scope = "ALL""#,
            r#"direction = "up""#,
        ],
    ),
    (
        "benchmarks",
        &[r#"period = "2026""#, r#"sample = "312 accounts""#],
        &[
            r#"-source"#,
            r#"-date"#,
            r#"-metric"#,
            r#"period = "spring""#,
            r#"sample = 312"#,
        ],
    ),
    (
        "budget",
        &[
            r#"planned = 0.5"#,
            r#"scope = "platform=meta""#,
            r#"daily_curve = "Weekdays""#,
        ],
        &[
            r#"planned = 0"#,
            r#"-planned"#,
            r#"scope = "x""#,
            r#"daily_curve = "steep""#,
        ],
    ),
    (
        "experiments",
        &[
            r#"method = "Geo""#,
            r#"grade = "A1""#,
            r#"grade = "a2""#,
            r#"method = "synthetic_control""#,
            "method = \"synthetic_control\"\ngrade = \"A2\"",
            "incrementality = -0.5\nlow = -1\nhigh = 3",
            r#"scope = "platform=meta""#,
            r#"cells = [{ cell = "treated", n = 10, conversions = 1 }, { cell = "Control", n = 10, conversions = 0 }]"#,
            r#"cells = []"#,
        ],
        &[
            r#"method = "guess""#,
            r#"-method"#,
            r#"-exp_id"#,
            r#"-start"#,
            r#"grade = "A3""#,
            r#"grade = "B1""#,
            "method = \"synthetic_control\"\ngrade = \"A1\"",
            r#"incrementality = 70"#,
            "incrementality = 0.5\nhigh = 4",
            r#"cells = [{ cell = "other", n = 10, conversions = 1 }]"#,
            r#"cells = [{ cell = "treated", n = 0, conversions = 0 }]"#,
            r#"cells = [{ cell = "treated", n = 10 }]"#,
            r#"cells = [{ cell = "treated", n = 10, conversions = 1, zebra = 1 }]"#,
            r#"cells = 3"#,
        ],
    ),
    (
        "finance",
        &[
            r#"total_revenue = -5"#,
            r#"orders = 0"#,
            r#"market_size = 9000000"#,
        ],
        &[
            r#"-period"#,
            r#"orders = -1"#,
            r#"total_marketing_spend = -1"#,
            r#"cogs = "half""#,
        ],
    ),
    (
        "metrics",
        &[
            r#"den = "sum(posts.shares)""#,
            r#"zero = "z0""#,
            r#"agg = "A5""#,
            r#"direction = "neutral""#,
            r#"also = "other""#,
            r#"name = "a1_b""#,
        ],
        &[
            r#"name = "Spend""#,
            r#"name = "1st""#,
            r#"name = "a-b""#,
            r#"name = "roas""#,
            r#"-name"#,
            r#"-title"#,
            r#"-unit"#,
            r#"-num"#,
            r#"unit = "euro""#,
            r#"zero = "Z9""#,
            r#"agg = "B1""#,
            r#"direction = "up""#,
            r#"also = [1]"#,
        ],
    ),
    (
        "sheets",
        &[],
        &[r#"costs = 1"#, r#"costs = [""]"#, r#"zebra = "x.csv""#],
    ),
];

#[test]
fn both_take_and_both_refuse_the_same() {
    let (_, schema) = schema();
    let mut differ = Vec::new();
    for (section, taken, refused) in CASES {
        for (lines, right) in [(taken, true), (refused, false)] {
            for lines in lines {
                let text = document(section, lines);
                let (read, fits) = verdicts(&schema, &text);
                if (read, fits) != (right, right) {
                    differ.push(format!(
                        "taken by the reader: {read}, by the schema: {fits}\n{text}"
                    ));
                }
            }
        }
    }
    assert!(
        differ.is_empty(),
        "{} differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}

/// Rules that a schema cannot say, each with a document that only the reader refuses.
const BEYOND: [(&str, &str, &str); 22] = [
    ("low, base and high in this order", "margin", "low = 0.5"),
    ("an end after its start", "experiments", "end = 2026-02-01"),
    (
        "a range that ends after it starts",
        "costs",
        "period = \"2026-09..2026-08\"",
    ),
    (
        "something that expires after it begins",
        "margin",
        "date = 2026-06-01\nexpires = 2026-01-01",
    ),
    (
        "week 53 of years that have one",
        "costs",
        "period = \"2025-W53\"",
    ),
    ("30 Esfand of leap years", "margin", "date = \"1404-12-30\""),
    (
        "shares up to 1 together",
        "allocation",
        "shares = { paid = 0.6, organic = 0.6 }",
    ),
    (
        "hours that are left of a year",
        "roles",
        "-loaded_rate\nannual_pay = 1\npaid_hours = 10\nleave_hours = 10",
    ),
    (
        "up to as many as there are",
        "accounts",
        "brand_checks_passed = 9\nbrand_checks_total = 8",
    ),
    (
        "conversions up to the people of a group",
        "experiments",
        "cells = [{ cell = \"treated\", n = 1, conversions = 2 }]",
    ),
    (
        "what is watched below what is acted on",
        "check",
        "pacing_watch = 0.2\npacing_act = 0.1",
    ),
    (
        "each row once",
        "counts",
        "value = 5\n[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-09\"\nvalue = 5",
    ),
    (
        "a key that is counted or assumed",
        "counts",
        "value = 5\n[[assumptions]]\nkey = \"contacts_resolved\"\nbase = 1\nsource = \"a\"\nowner = \"b\"\ndate = 2026-01-01",
    ),
    (
        "rules that a name can reach",
        "mapping",
        "campaign = \"*\"\n[[mapping]]\ncampaign = \"a\"\ngoal = \"b\"",
    ),
    (
        "rates between two currencies",
        "costs",
        "currency = \"EUR\"\n[[finance]]\nperiod = 2026\ncurrency = \"USD\"",
    ),
    (
        "roles that are there",
        "labour",
        "-loaded_rate\nrole = \"nobody\"",
    ),
    ("metrics that are there", "targets", "metric = \"zebra\""),
    ("formulas", "metrics", "num = \"sum(zebra)\""),
    (
        "names of platforms, which have many",
        "experiments",
        "scope = \"platform=zebra\"",
    ),
    ("files that are there", "sheets", "costs = \"nothing.csv\""),
    (
        "days without quotes, which a schema sees as text",
        "margin",
        "source = 2026-01-01",
    ),
    (
        "numbers of 27 digits, and in other notations",
        "costs",
        "amount = 0x10",
    ),
];

#[test]
fn what_only_the_reader_can_say_is_a_short_list() {
    let (_, schema) = schema();
    for (rule, section, lines) in BEYOND {
        let text = document(section, lines);
        assert_eq!(verdicts(&schema, &text), (false, true), "{rule}:\n{text}");
    }
}
