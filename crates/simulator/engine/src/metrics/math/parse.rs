//! Reading an expression.

use std::str::FromStr;

/// An expression that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// The result of another query.
    Id(String),
    /// Its negative.
    Negative(Box<Expression>),
    /// Two, combined.
    Both(Operator, Box<Expression>, Box<Expression>),
    /// `METRICS()` or `METRICS("text")`: all queries for metrics whose id contains the text.
    Metrics(String),
    /// A function of others.
    Call(Function, Vec<Expression>),
}

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Divided,
    /// `^`
    Power,
}

/// Operators and how tightly they bind; longer spellings first.
const OPERATORS: [(&str, Operator, u8); 13] = [
    ("||", Operator::Or, 1),
    ("&&", Operator::And, 1),
    ("==", Operator::Equal, 2),
    ("!=", Operator::Unequal, 2),
    ("<=", Operator::AtMost, 2),
    (">=", Operator::AtLeast, 2),
    ("<", Operator::Less, 2),
    (">", Operator::Greater, 2),
    ("+", Operator::Plus, 3),
    ("-", Operator::Minus, 3),
    ("*", Operator::Times, 4),
    ("/", Operator::Divided, 4),
    ("^", Operator::Power, 5),
];

/// A function of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `[a, b]`: several as one.
    Array,
    /// `ABS`
    Abs,
    /// `AVG`
    Avg,
    /// `CEIL`
    Ceil,
    /// `FILL`
    Fill,
    /// `FLOOR`
    Floor,
    /// `IF`
    If,
    /// `MAX`
    Max,
    /// `MIN`
    Min,
    /// `SUM`
    Sum,
}

impl Function {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ABS" => Self::Abs,
            "AVG" => Self::Avg,
            "CEIL" => Self::Ceil,
            "FILL" => Self::Fill,
            "FLOOR" => Self::Floor,
            "IF" => Self::If,
            "MAX" => Self::Max,
            "MIN" => Self::Min,
            "SUM" => Self::Sum,
            _ => return None,
        })
    }
}

/// Why an expression is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadExpression(pub String);

/// Expressions may not nest deeper.
const DEEPEST: usize = 50;

impl FromStr for Expression {
    type Err = BadExpression;

    fn from_str(text: &str) -> Result<Self, BadExpression> {
        let mut reader = Reader { rest: text, depth: 0 };
        let expression = reader.binary(0)?;
        match reader.peek() {
            "" => Ok(expression),
            rest => Err(syntax(rest)),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        self.rest
    }

    fn take(&mut self, text: &str) -> bool {
        match self.peek().strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn take_while(&mut self, such: impl Fn(char) -> bool) -> &'a str {
        let text = self.peek();
        let end = text.find(|character| !such(character)).unwrap_or(text.len());
        let (taken, rest) = text.split_at(end);
        self.rest = rest;
        taken
    }

    fn expect(&mut self, text: &str) -> Result<(), BadExpression> {
        if self.take(text) { Ok(()) } else { Err(syntax(self.rest)) }
    }

    /// Operands joined by operators that bind more tightly than `least`.
    fn binary(&mut self, least: u8) -> Result<Expression, BadExpression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(BadExpression("The expression is nested too deeply.".to_owned()));
        }
        let mut left = self.operand()?;
        loop {
            let ahead = self.peek();
            let found = OPERATORS.iter().find(|(spelling, ..)| ahead.starts_with(spelling));
            let Some((spelling, operator, strength)) = found.filter(|(.., strength)| *strength > least) else { break };
            self.take(spelling);
            let right = self.binary(*strength)?;
            left = Expression::Both(*operator, left.into(), right.into());
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expression, BadExpression> {
        if self.take("-") {
            return Ok(Expression::Negative(self.binary(4)?.into()));
        }
        if self.take("(") {
            let inner = self.binary(0)?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.take("[") {
            return Ok(Expression::Call(Function::Array, self.arguments("]")?));
        }
        if self.peek().starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            let digits = self.take_while(|character| character.is_ascii_digit() || character == '.');
            return digits.parse().map(Expression::Number).map_err(|_| syntax(digits));
        }
        let name = self.take_while(|character| character.is_ascii_alphanumeric() || character == '_');
        if name.is_empty() {
            return Err(syntax(self.rest));
        }
        if !self.take("(") {
            return Ok(Expression::Id(name.to_owned()));
        }
        if name == "METRICS" {
            let part = self.quoted()?;
            self.expect(")")?;
            return Ok(Expression::Metrics(part));
        }
        let function = Function::named(name).ok_or_else(|| BadExpression(format!("Unsupported function: {name}")))?;
        Ok(Expression::Call(function, self.arguments(")")?))
    }

    fn arguments(&mut self, end: &str) -> Result<Vec<Expression>, BadExpression> {
        let mut arguments = vec![self.binary(0)?];
        while self.take(",") {
            arguments.push(self.binary(0)?);
        }
        self.expect(end)?;
        Ok(arguments)
    }

    /// Text in either kind of quotes, or nothing.
    fn quoted(&mut self) -> Result<String, BadExpression> {
        let Some(quote) = ["\"", "'"].into_iter().find(|quote| self.take(quote)) else { return Ok(String::new()) };
        let (text, rest) = self.rest.split_once(quote).ok_or_else(|| syntax(self.rest))?;
        self.rest = rest;
        Ok(text.to_owned())
    }
}

fn syntax(rest: &str) -> BadExpression {
    match rest.chars().next() {
        Some(character) => BadExpression(format!("Unexpected '{character}'")),
        None => BadExpression("Unexpected end of the expression".to_owned()),
    }
}
