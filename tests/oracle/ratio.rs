//! Exact numbers as fractions: a second arithmetic, with nothing of the library's decimals in it.

use std::cmp::Ordering;

/// A fraction in lowest terms, its denominator positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    over: i128,
    under: i128,
}

/// Larger numbers than these are left out of the comparison: how many digits the engine holds is not the language's.
const MOST: i128 = 10_i128.pow(34);

fn divisor(one: i128, other: i128) -> i128 {
    if other == 0 { one.abs() } else { divisor(other, one % other) }
}

impl Ratio {
    pub(super) const ZERO: Ratio = Ratio { over: 0, under: 1 };

    /// `None` where it gets too large to go on with.
    fn new(over: i128, under: i128) -> Option<Self> {
        let common = divisor(over, under).max(1) * under.signum();
        let ratio = Ratio { over: over / common, under: under / common };
        (ratio.over.abs() < MOST && ratio.under < MOST).then_some(ratio)
    }

    pub(super) fn whole(number: i64) -> Self {
        Ratio { over: number.into(), under: 1 }
    }

    /// `12`, `-0,5`, `1.5` with the given decimal mark; `None` if it is no number.
    pub(super) fn read(text: &str, mark: char) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once(mark).unwrap_or((digits, ""));
        let all: String = format!("{whole}{part}");
        if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let over: i128 = all.parse().ok()?;
        Ratio::new(if negative { -over } else { over }, 10_i128.checked_pow(u32::try_from(part.len()).ok()?)?)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let over = self.over.checked_mul(other.under)?.checked_add(other.over.checked_mul(self.under)?)?;
        Ratio::new(over, self.under.checked_mul(other.under)?)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Ratio::new(self.over.checked_mul(other.over)?, self.under.checked_mul(other.under)?)
    }

    /// The exact quotient; the divisor is not zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        Ratio::new(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    pub(super) fn negated(self) -> Self {
        Ratio { over: -self.over, under: self.under }
    }

    pub(super) fn absolute(self) -> Self {
        Ratio { over: self.over.abs(), under: self.under }
    }

    pub(super) fn is_zero(self) -> bool {
        self.over == 0
    }

    /// To so many decimals (negative: to tens, hundreds…), half away from zero.
    pub(super) fn rounded(self, decimals: i32) -> Option<Self> {
        let power = 10_i128.checked_pow(decimals.unsigned_abs())?;
        let (up, down) = if decimals < 0 { (1, power) } else { (power, 1) };
        let over = self.over.abs().checked_mul(up)?;
        let under = self.under.checked_mul(down)?;
        // Half a unit more, and cut off.
        let units = over.checked_mul(2)?.checked_add(under)? / under.checked_mul(2)?;
        Ratio::new(units.checked_mul(down)? * self.over.signum(), up)
    }

    pub(super) fn as_whole(self) -> Option<i64> {
        if self.under == 1 { i64::try_from(self.over).ok() } else { None }
    }

    /// Colombian form, with a point every three digits from five digits on; `None` without an end to its decimals.
    pub(super) fn shown(self) -> Option<String> {
        let exact = (0..28).find_map(|places| Some((places, self.rounded(places)?)).filter(|(_, cut)| *cut == self));
        let (places, _) = exact?;
        let digits = (self.over.abs() * 10_i128.pow(u32::try_from(places).ok()?) / self.under).to_string();
        let places = usize::try_from(places).ok()?;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let mut shown = grouped(whole, places > 0);
        if places > 0 {
            shown.push(',');
            shown.push_str(part);
        }
        Some(if self.over < 0 { format!("-{shown}") } else { shown })
    }
}

fn grouped(whole: &str, has_decimals: bool) -> String {
    if whole.len() <= 3 || (whole.len() == 4 && !has_decimals) {
        return whole.to_owned();
    }
    let (head, tail) = whole.split_at(whole.len() - 3);
    let head = if head.len() > 3 { grouped(head, true) } else { head.to_owned() };
    format!("{head}.{tail}")
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(*self, *other)
    }
}

/// By whole parts first, so that nothing overflows, then by what is left of each.
fn compare(one: Ratio, other: Ratio) -> Ordering {
    let (first, second) = (one.over.div_euclid(one.under), other.over.div_euclid(other.under));
    if first != second {
        return first.cmp(&second);
    }
    let (rest, last) = (one.over.rem_euclid(one.under), other.over.rem_euclid(other.under));
    if rest == 0 || last == 0 {
        return rest.cmp(&last).then(Ordering::Equal);
    }
    compare(Ratio { over: other.under, under: last }, Ratio { over: one.under, under: rest })
}

#[test]
fn fractions_are_exact() {
    let read = |text| Ratio::read(text, ',').unwrap();
    assert_eq!(read("0,1").plus(read("0,2")), Some(read("0,3")));
    assert_eq!(read("2").over(read("3")).unwrap().rounded(12), Some(read("0,666666666667")));
    assert_eq!(read("-2,5").rounded(0), Some(read("-3")));
    assert_eq!(read("12345").rounded(-2), Some(read("12300")));
    assert!(read("-0,5") < read("-0,25") && read("0,25") < read("0,5") && read("3") > read("2,999"));
    assert_eq!(read("12345,5").shown().unwrap(), "12.345,5");
    assert_eq!([read("2026").shown().unwrap(), read("-0,05").shown().unwrap()], ["2026", "-0,05"]);
}
