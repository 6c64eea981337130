//! `cotejo.toml`: what would otherwise be typed at each run. It is looked for in the folder at hand and upwards; what the
//! command line says counts before what it says.

#![expect(clippy::disallowed_methods, reason = "cli is where files are read")]

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::diagnostic::{Code, Severity};
use crate::syntax::ast::Phase;
use crate::text::{did_you_mean, enumerate, quote_all};

use super::args::{self, Aprobar, Explicar, Formatear, Output, Revisar, RuleArgs, VerificarSello};
use super::disk::{shown, why};
use super::rules::Switches;

/// The file's name.
const NAME: &str = "cotejo.toml";
/// Most bytes that it may have.
const MAX_BYTES: u64 = 100_000;
/// Codes that `[analisis]` may switch begin so.
const ANALYSIS: &str = "analisis/";

/// What the file says; paths are relative to its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    reglas: Option<PathBuf>,
    planes: Vec<PathBuf>,
    aprobados: Option<PathBuf>,
    fase: Option<Phase>,
    salida: Vec<Output>,
    parametros: Vec<(String, String)>,
    /// Limits of reading, by name.
    limites: Vec<(&'static str, usize)>,
    /// Codes of the static analysis with the severity that they are to have; `None`: not to be told.
    pub(super) analisis: Switches,
}

/// A key of the file and how its value is taken up; the fault says what the value must be.
type Key = (&'static str, fn(&mut Settings, &Path, &Value) -> Result<(), String>);

const KEYS: [Key; 8] = [
    ("reglas", |settings, folder, value| {
        settings.reglas = Some(folder.join(text(value)?));
        Ok(())
    }),
    ("planes", |settings, folder, value| {
        settings.planes = texts(value)?.iter().map(|path| folder.join(path)).collect();
        Ok(())
    }),
    ("aprobados", |settings, folder, value| {
        settings.aprobados = Some(folder.join(text(value)?));
        Ok(())
    }),
    ("fase", |settings, _, value| {
        let word = text(value)?;
        settings.fase = Some(args::phase(word).map_err(|why| format!("«{word}» {why}"))?);
        Ok(())
    }),
    ("salida", |settings, folder, value| {
        settings.salida = texts(value)?.into_iter().map(|text| output(folder, text)).collect::<Result<_, _>>()?;
        Ok(())
    }),
    ("parametros", |settings, _, value| {
        let written = value.as_table().ok_or("es una tabla: [parametros]")?;
        let parameter = |(name, value): (&String, &Value)| Some((name.clone(), parameter_text(value)?));
        let parameters = written.iter().map(parameter).collect::<Option<_>>();
        settings.parametros = parameters.ok_or("lleva textos o números enteros: tolerancia = \"$ 1.000\"")?;
        Ok(())
    }),
    ("limites", |settings, _, value| {
        let written = value.as_table().ok_or("es una tabla: [limites]")?;
        let limit = |(name, value): (&String, &Value)| {
            args::limit_of(name, value.as_integer().and_then(|number| usize::try_from(number).ok()))
        };
        settings.limites =
            written.iter().map(limit).collect::<Result<_, _>>().map_err(|why| format!("tiene una falla: {why}"))?;
        Ok(())
    }),
    ("analisis", |settings, _, value| {
        let written = value.as_table().ok_or("es una tabla: [analisis]")?;
        settings.analisis = written.iter().map(switch).collect::<Result<_, _>>()?;
        Ok(())
    }),
];

impl Settings {
    /// The settings of the folder at hand; none said where there is no such file. `Err` says what is wrong with it.
    pub(super) fn find() -> Result<Self, String> {
        let Ok(here) = std::env::current_dir() else { return Ok(Settings::default()) };
        let found = here.ancestors().map(|folder| (folder, folder.join(NAME))).find(|(_, path)| path.is_file());
        let Some((folder, path)) = found else { return Ok(Settings::default()) };
        // Paths that are shown should be as short as if they had been typed.
        let folder = if folder == here { Path::new("") } else { folder };
        let told = |why: String| format!("«{}»: {why}", shown(&folder.join(NAME)));
        let length = std::fs::metadata(&path).map_err(|error| told(why(&error)))?.len();
        if length > MAX_BYTES {
            return Err(told("es demasiado grande".to_owned()));
        }
        let written = std::fs::read_to_string(&path).map_err(|error| told(why(&error)))?;
        Settings::parse(&written, folder).map_err(told)
    }

    fn parse(written: &str, folder: &Path) -> Result<Self, String> {
        let table: Table = written.parse().map_err(|error: toml::de::Error| unreadable(written, &error))?;
        let mut settings = Settings::default();
        for (key, value) in &table {
            let Some((_, take)) = KEYS.iter().find(|(known, _)| known == key) else { return Err(unknown(key)) };
            take(&mut settings, folder, value).map_err(|why| format!("«{key}» {why}"))?;
        }
        Ok(settings)
    }

    /// Fills in what `revisar` was not told.
    pub(super) fn complete(&self, args: &mut Revisar) {
        self.complete_rules(&mut args.rules);
        if args.planes.is_empty() {
            args.planes.clone_from(&self.planes);
            args.is_whole = true;
        }
        args.aprobados = args.aprobados.take().or_else(|| self.aprobados.clone());
        args.fase = args.fase.or(self.fase);
        if args.outputs.is_empty() {
            args.outputs.clone_from(&self.salida);
        }
    }

    /// Fills in what a command over rules alone was not told; `salida` is for reviews.
    pub(super) fn complete_check(&self, route: &mut Option<PathBuf>, args: &mut RuleArgs) {
        args.reglas = route.take().or_else(|| args.reglas.take());
        self.complete_rules(args);
    }

    /// Fills in what `probar` was not told: pruebas are about the rules as they are declared, with their own parameters.
    pub(super) fn complete_test(&self, route: &mut Option<PathBuf>, args: &mut RuleArgs) {
        args.reglas = route.take().or_else(|| args.reglas.take()).or_else(|| self.reglas.clone());
    }

    /// Fills in what `formatear` was not told.
    pub(super) fn complete_layout(&self, args: &mut Formatear) {
        let given = args.ruta.take().or_else(|| args.reglas.take());
        args.reglas = given.or_else(|| self.reglas.clone());
    }

    /// Fills in what `explicar` was not told.
    pub(super) fn complete_explanation(&self, args: &mut Explicar) {
        self.complete_rules(&mut args.rules);
        args.aprobados = args.aprobados.take().or_else(|| self.aprobados.clone());
    }

    /// Fills in what `aprobar` was not told; `fase` and `salida` are for reviews.
    pub(super) fn complete_approval(&self, args: &mut Aprobar) {
        self.complete_rules(&mut args.rules);
        if args.planes.is_empty() {
            args.planes.clone_from(&self.planes);
            args.is_whole = true;
        }
        args.en = args.en.take().or_else(|| self.aprobados.clone());
    }

    /// Fills in what `verificar-sello` was not told.
    pub(super) fn complete_seals(&self, args: &mut VerificarSello) {
        args.carpeta = args.carpeta.take().or_else(|| self.aprobados.clone());
    }

    /// The parameters are for the rules that the file names, and not for others; what is given counts after the file's limits.
    fn complete_rules(&self, args: &mut RuleArgs) {
        args.given_limits.splice(0..0, self.limites.iter().copied());
        if args.reglas.is_some() && self.reglas.is_some() {
            return;
        }
        args.reglas = args.reglas.take().or_else(|| self.reglas.clone());
        let given = |name: &str| args.parameters.iter().any(|(known, _)| known == name);
        let more: Vec<_> = self.parametros.iter().filter(|(name, _)| !given(name)).cloned().collect();
        args.parameters.extend(more);
    }
}

fn text(value: &Value) -> Result<&str, String> {
    value.as_str().ok_or_else(|| "lleva un texto entre comillas".to_owned())
}

/// One text, or a list of them.
fn texts(value: &Value) -> Result<Vec<&str>, String> {
    let listed = match value {
        Value::Array(values) => values.iter().map(Value::as_str).collect(),
        one => one.as_str().map(|text| vec![text]),
    };
    listed.ok_or_else(|| "lleva un texto entre comillas, o varios entre corchetes: [\"uno\", \"otro\"]".to_owned())
}

fn output(folder: &Path, text: &str) -> Result<Output, String> {
    let output = args::output(text).map_err(|why| format!("«{text}» {why}"))?;
    Ok(Output { path: output.path.map(|path| folder.join(path)), ..output })
}

fn parameter_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// `regla_repetida = "no"`
fn switch((name, value): (&String, &Value)) -> Result<(String, Option<Severity>), String> {
    let name = name.strip_prefix(ANALYSIS).unwrap_or(name);
    let code = format!("{ANALYSIS}{name}");
    let known = || Code::ALL.iter().filter_map(|code| code.info().name.strip_prefix(ANALYSIS));
    if !known().any(|known| known == name) {
        let way_out = did_you_mean(name, known());
        return Err(format!("no tiene «{name}»{}", way_out.map(|way_out| format!("; {way_out}")).unwrap_or_default()));
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Note];
    let word = value.as_str().unwrap_or_default();
    match severities.into_iter().find(|severity| severity.word() == word) {
        Some(severity) => Ok((code, Some(severity))),
        None if word == "no" => Ok((code, None)),
        None => Err(format!("da a «{name}» uno de estos: \"no\", \"nota\", \"advertencia\" o \"error\"")),
    }
}

fn unknown(key: &str) -> String {
    let known = KEYS.map(|(known, _)| known);
    match did_you_mean(key, known) {
        Some(way_out) => format!("no tiene «{key}»; {way_out}"),
        None => format!("no tiene «{key}»; tiene {}", enumerate(&quote_all(known))),
    }
}

/// The parser's own words are English; the line and an example say enough.
fn unreadable(written: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| written.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    format!("la línea {line} no se entiende; se escribe por ejemplo reglas = \"rules\", con comillas")
}

#[cfg(test)]
mod tests;
