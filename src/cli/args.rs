//! What the command line accepts.

use std::path::{Path, PathBuf};

use clap::{ArgAction, Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cell::CellRef;
use crate::decimal::Decimal;
use crate::syntax::ast::Phase;
use crate::text::{did_you_mean, enumerate};
use crate::workbook::{Limits, SETTABLE, Settable};

/// The folder of the seals where nothing names one.
const SEALS: &str = "aprobados";

const TEMPLATE: &str = "\
{about-with-newline}
Uso: {usage}

{all-args}";

const ROOT_TEMPLATE: &str = "\
{about-with-newline}
Uso: {usage}

Órdenes:
{subcommands}

Opciones:
{options}

Escriba «cotejo ORDEN --ayuda» para ver lo que admite cada orden. Lo que se repite en cada revisión puede escribirse en
un archivo cotejo.toml, en la carpeta desde donde se trabaja o más arriba.
";

/// Revisa planes de acción en Excel contra las reglas de la vigencia
#[derive(Debug, Parser)]
#[command(name = "cotejo", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, help_template = ROOT_TEMPLATE, override_usage = "cotejo ORDEN [OPCIONES]")]
#[command(subcommand_required = true)]
pub(super) struct Args {
    /// Qué hacer.
    #[command(subcommand)]
    pub(super) command: Command,
    /// Muestra esta ayuda
    #[arg(long = "ayuda", visible_alias = "help", short = 'h', action = ArgAction::Help, global = true)]
    #[arg(help_heading = "Opciones")]
    ayuda: Option<bool>,
    /// Muestra la versión
    #[arg(long = "version", visible_alias = "versión", short = 'V', action = ArgAction::Version)]
    #[arg(help_heading = "Opciones")]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Revisa libros de Excel contra un conjunto de reglas
    Revisar(Revisar),
    /// Revisa las reglas solas, sin ningún libro
    Comprobar(Comprobar),
    /// Corre las pruebas de las reglas, sin ningún libro
    Probar(Probar),
    /// Da a los archivos de reglas su forma acordada, sin cambiar lo que dicen
    Formatear(Formatear),
    /// Explica un código de los mensajes, o cómo salió una regla en una celda
    Explicar(Explicar),
    /// Sella como aprobados los planes que no tienen errores abiertos
    Aprobar(Aprobar),
    /// Comprueba que lo sellado está como se selló
    VerificarSello(VerificarSello),
    /// Hace un par de claves para firmar sellos
    NuevaClave(NuevaClave),
}

/// `cotejo revisar`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo revisar [PLANES…] [--reglas RUTA] [OPCIONES]")]
pub(super) struct Revisar {
    /// Libros, o carpetas con libros (xlsx, xlsm, xlsb, xls, ods, csv)
    #[arg(value_name = "PLANES", help_heading = "Argumentos")]
    pub(super) planes: Vec<PathBuf>,
    /// Whether the plans are those that the repository says are all.
    #[arg(skip)]
    pub(super) is_whole: bool,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    /// Fase del procedimiento: formulación, revisión, aprobación, ejecución, modificación o publicación
    #[arg(long, value_name = "FASE", value_parser = phase, help_heading = "Opciones")]
    pub(super) fase: Option<Phase>,
    /// Carpeta con las versiones aprobadas de los planes
    #[arg(long, value_name = "CARPETA", help_heading = "Opciones")]
    pub(super) aprobados: Option<PathBuf>,
    /// Salida: «terminal», «json» o «json=RUTA»; se puede repetir
    #[arg(long = "salida", value_name = "FORMATO[=RUTA]", value_parser = output, help_heading = "Opciones")]
    pub(super) outputs: Vec<Output>,
    /// Cuántos hilos usar; si no se dice, tantos como procesadores
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Opciones")]
    pub(super) hilos: Option<usize>,
}

/// `cotejo comprobar`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo comprobar [--reglas] RUTA [OPCIONES]")]
pub(super) struct Comprobar {
    /// Archivo o carpeta de reglas, como en --reglas
    #[arg(value_name = "RUTA", conflicts_with = "reglas", help_heading = "Argumentos")]
    pub(super) ruta: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    /// Salida: «terminal», «json» o «json=RUTA»; se puede repetir
    #[arg(long = "salida", value_name = "FORMATO[=RUTA]", value_parser = output, help_heading = "Opciones")]
    pub(super) outputs: Vec<Output>,
}

/// `cotejo probar`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo probar [--reglas] RUTA [OPCIONES]")]
pub(super) struct Probar {
    /// Archivo o carpeta de reglas, como en --reglas
    #[arg(value_name = "RUTA", conflicts_with = "reglas", help_heading = "Argumentos")]
    pub(super) ruta: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    /// Dice a qué partes de las reglas no llega ninguna prueba
    #[arg(long, help_heading = "Opciones")]
    pub(super) cobertura: bool,
    /// Cambia las reglas una y otra vez, y dice qué cambios no nota ninguna prueba
    #[arg(long, help_heading = "Opciones")]
    pub(super) mutantes: bool,
    /// Salida: «terminal», «json» o «json=RUTA»; se puede repetir
    #[arg(long = "salida", value_name = "FORMATO[=RUTA]", value_parser = output, help_heading = "Opciones")]
    pub(super) outputs: Vec<Output>,
}

/// `cotejo formatear`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo formatear [--reglas] RUTA [--verificar]")]
pub(super) struct Formatear {
    /// Archivo o carpeta de reglas, como en --reglas
    #[arg(value_name = "RUTA", conflicts_with = "reglas", help_heading = "Argumentos")]
    pub(super) ruta: Option<PathBuf>,
    /// Archivo de reglas, o carpeta cuyos archivos .cotejo se formatean
    #[arg(long, value_name = "RUTA", help_heading = "Opciones")]
    pub(super) reglas: Option<PathBuf>,
    /// No cambia nada: dice qué archivos cambiarían, y termina con código 1 si hay alguno
    #[arg(long, help_heading = "Opciones")]
    pub(super) verificar: bool,
    /// Cuándo usar colores
    #[arg(long, value_name = "CUÁNDO", default_value = "auto", hide_default_value = true, hide_possible_values = true)]
    #[arg(help = "Colores: «auto», «siempre» o «nunca»", help_heading = "Opciones")]
    pub(super) color: Color,
}

/// `cotejo explicar`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo explicar [CÓDIGO|REGLA] [OPCIONES]")]
pub(super) struct Explicar {
    /// Código de un mensaje (reglas/tipo), o nombre de una regla; si no se dice, se muestran todos los códigos
    #[arg(value_name = "CÓDIGO|REGLA", help_heading = "Argumentos")]
    pub(super) what: Option<String>,
    /// Libro en el que se quiere ver cómo salió la regla
    #[arg(long, value_name = "ARCHIVO", requires = "celda", help_heading = "Opciones")]
    pub(super) libro: Option<PathBuf>,
    /// Celda de ese libro: K23, o «Plan de acción!K23»
    #[arg(long, value_name = "CELDA", value_parser = cell, requires = "libro", help_heading = "Opciones")]
    pub(super) celda: Option<Cell>,
    /// Carpeta con las versiones aprobadas de los planes
    #[arg(long, value_name = "CARPETA", help_heading = "Opciones")]
    pub(super) aprobados: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
}

/// `cotejo aprobar`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE)]
#[command(override_usage = "cotejo aprobar [PLANES…] --acta TEXTO --fecha-acta DÍA [--en CARPETA] [OPCIONES]")]
pub(super) struct Aprobar {
    /// Libros, o carpetas con libros (xlsx, xlsm, xlsb, xls, ods, csv)
    #[arg(value_name = "PLANES", help_heading = "Argumentos")]
    pub(super) planes: Vec<PathBuf>,
    /// Whether the plans are those that the repository says are all.
    #[arg(skip)]
    pub(super) is_whole: bool,
    /// El acto que aprueba los planes: "Acta 003 de 2026"
    #[arg(long, value_name = "TEXTO", help_heading = "Opciones")]
    pub(super) acta: String,
    /// El día de ese acto: 2026-01-28
    #[arg(long = "fecha-acta", value_name = "DÍA", value_parser = day, help_heading = "Opciones")]
    pub(super) fecha_acta: Date,
    /// Carpeta de los sellos; si no se dice, la de «aprobados» de cotejo.toml, o «aprobados»
    #[arg(long, value_name = "CARPETA", help_heading = "Opciones")]
    pub(super) en: Option<PathBuf>,
    /// Fase cuyas reglas se revisan: aprobación, o modificación para sellar los cambios de lo aprobado
    #[arg(long, value_name = "FASE", value_parser = phase, default_value = "aprobación", hide_default_value = true)]
    #[arg(help_heading = "Opciones")]
    pub(super) fase: Phase,
    /// Firma el sello con esta clave, que se guarda en otra parte
    #[arg(long = "clave-privada", value_name = "ARCHIVO", help_heading = "Opciones")]
    pub(super) clave_privada: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
    /// Salida: «terminal», «json» o «json=RUTA»; se puede repetir
    #[arg(long = "salida", value_name = "FORMATO[=RUTA]", value_parser = output, help_heading = "Opciones")]
    pub(super) outputs: Vec<Output>,
    /// Cuántos hilos usar; si no se dice, tantos como procesadores
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Opciones")]
    pub(super) hilos: Option<usize>,
}

impl Aprobar {
    /// The folder of the seals.
    pub(super) fn folder(&self) -> &Path {
        self.en.as_deref().unwrap_or(Path::new(SEALS))
    }
}

/// `cotejo verificar-sello`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo verificar-sello [CARPETA] [--clave-publica ARCHIVO]")]
pub(super) struct VerificarSello {
    /// Carpeta de los sellos; si no se dice, la de «aprobados» de cotejo.toml, o «aprobados»
    #[arg(value_name = "CARPETA", help_heading = "Argumentos")]
    pub(super) carpeta: Option<PathBuf>,
    /// Clave con que debe estar firmado el último sello
    #[arg(long = "clave-publica", visible_alias = "clave-pública", value_name = "ARCHIVO", help_heading = "Opciones")]
    pub(super) clave_publica: Option<PathBuf>,
    /// Cuándo usar colores
    #[arg(long, value_name = "CUÁNDO", default_value = "auto", hide_default_value = true, hide_possible_values = true)]
    #[arg(help = "Colores: «auto», «siempre» o «nunca»", help_heading = "Opciones")]
    pub(super) color: Color,
}

impl VerificarSello {
    /// The folder of the seals.
    pub(super) fn folder(&self) -> &Path {
        self.carpeta.as_deref().unwrap_or(Path::new(SEALS))
    }
}

/// `cotejo nueva-clave`
#[derive(Debug, ClapArgs)]
#[command(help_template = TEMPLATE, override_usage = "cotejo nueva-clave RUTA")]
pub(super) struct NuevaClave {
    /// Cómo llamar los dos archivos: RUTA.privada.pem y RUTA.publica.pem
    #[arg(value_name = "RUTA", help_heading = "Argumentos")]
    pub(super) ruta: PathBuf,
    /// Cuándo usar colores
    #[arg(long, value_name = "CUÁNDO", default_value = "auto", hide_default_value = true, hide_possible_values = true)]
    #[arg(help = "Colores: «auto», «siempre» o «nunca»", help_heading = "Opciones")]
    pub(super) color: Color,
}

/// A cell, perhaps with its sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) sheet: Option<String>,
    pub(super) at: CellRef,
}

/// What every command that reads rules takes.
#[derive(Debug, ClapArgs)]
pub(super) struct RuleArgs {
    /// Archivo de reglas, o carpeta cuyos archivos .cotejo forman un solo conjunto
    #[arg(long, value_name = "RUTA", help_heading = "Opciones")]
    pub(super) reglas: Option<PathBuf>,
    /// Cambia un parámetro por esta vez: --parametro tolerancia=1000; se puede repetir
    #[arg(long = "parametro", visible_alias = "parámetro", value_name = "NOMBRE=VALOR", value_parser = parameter)]
    #[arg(help_heading = "Opciones")]
    pub(super) parameters: Vec<(String, String)>,
    /// Cambia un límite de lectura por esta vez: --limite celdas=10000000; se puede repetir
    #[arg(long = "limite", visible_alias = "límite", value_name = "NOMBRE=N", value_parser = limit)]
    #[arg(help_heading = "Opciones")]
    pub(super) given_limits: Vec<(&'static str, usize)>,
    /// Día que las reglas llaman «hoy» (2026-01-31); si no se dice, el de hoy
    #[arg(long, value_name = "DÍA", value_parser = day, help_heading = "Opciones")]
    pub(super) fecha: Option<Date>,
    /// Cuándo usar colores
    #[arg(long, value_name = "CUÁNDO", default_value = "auto", hide_default_value = true, hide_possible_values = true)]
    #[arg(help = "Colores: «auto», «siempre» o «nunca»", help_heading = "Opciones")]
    pub(super) color: Color,
}

impl RuleArgs {
    /// What a workbook may hold: the limits that were given, the last of a name counting, and the usual ones.
    pub(super) fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.given_limits {
            Settable::named(name).into_iter().for_each(|limit| limit.set(&mut limits, *value));
        }
        limits
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Siempre,
    /// Never.
    Nunca,
}

/// An output and where it goes; without a path, to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) format: Format,
    pub(super) path: Option<PathBuf>,
}

/// Formats of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For people.
    Terminal,
    /// For programs.
    Json,
}

/// The command line as clap holds it, for the docs and the completions.
pub fn command() -> clap::Command {
    Args::command()
}

/// A phase by its word; the fault says what may stand there.
pub(super) fn phase(word: &str) -> Result<Phase, String> {
    Phase::parse(word).ok_or_else(|| {
        let words: Vec<&str> = Phase::ALL.iter().map(|phase| phase.word()).collect();
        let way_out = did_you_mean(word, words.iter().copied());
        format!("no es una fase; {}", way_out.unwrap_or_else(|| format!("son {}", enumerate(&words))))
    })
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "no es un día; escriba año-mes-día, por ejemplo 2026-01-31".to_owned())
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=256) => Ok(count),
        _ => Err("es un número de 1 a 256".to_owned()),
    }
}

fn cell(text: &str) -> Result<Cell, String> {
    let (sheet, address) = match text.rsplit_once('!') {
        Some((sheet, address)) => (Some(sheet.trim_matches('\'').to_owned()), address),
        None => (None, text),
    };
    let at = CellRef::parse(address.trim()).ok_or("no es una celda; escriba letras y número, como K23")?;
    Ok(Cell { sheet, at })
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("falta el «=»; escriba por ejemplo tolerancia=1000")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn limit(text: &str) -> Result<(&'static str, usize), String> {
    let (name, value) = text.split_once('=').ok_or("falta el «=»; escriba por ejemplo celdas=10000000")?;
    limit_of(name.trim(), value.trim().parse().ok())
}

/// A limit by its name, with a value that it takes; the fault says which there are, or which values it takes.
pub(super) fn limit_of(name: &str, value: Option<usize>) -> Result<(&'static str, usize), String> {
    let names = SETTABLE.map(|limit| limit.name);
    let unknown = || match did_you_mean(name, names) {
        Some(way_out) => format!("«{name}» no es un límite; {way_out}"),
        None => format!("«{name}» no es un límite; son {}", enumerate(&names)),
    };
    let limit = Settable::named(name).ok_or_else(unknown)?;
    match value {
        Some(value) if (1..=limit.most).contains(&value) => Ok((limit.name, value)),
        _ => {
            let most = Decimal::from(i64::try_from(limit.most).unwrap_or(i64::MAX));
            Err(format!("«{name}» lleva un número entero, sin puntos, de 1 a {most}"))
        }
    }
}

/// An output by its words; the fault says what may stand there.
pub(super) fn output(text: &str) -> Result<Output, String> {
    let (format, path) = match text.split_once('=') {
        Some((format, path)) => (format, Some(PathBuf::from(path))),
        None => (text, None),
    };
    let format = match format {
        "terminal" => Format::Terminal,
        "json" => Format::Json,
        _ => return Err("no es una salida; hay «terminal» y «json»".to_owned()),
    };
    Ok(Output { format, path })
}
