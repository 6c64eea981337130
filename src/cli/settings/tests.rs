use super::*;
use crate::cli::args::Format;

fn parse(written: &str) -> Result<Settings, String> {
    Settings::parse(written, Path::new("repo"))
}

#[test]
fn every_key_is_taken_up_relative_to_the_file() {
    let settings = parse(
        "reglas = \"rules\"\nplanes = [\"a\", \"b.xlsx\"]\naprobados = \"ap\"\nfase = \"modificacion\"\n\
         salida = [\"terminal\", \"json=informe.json\"]\n[parametros]\ntolerancia = \"$ 1.000\"\nplazo = 3\n\
         [limites]\nceldas = 9000000\n",
    )
    .unwrap();
    let expected = Settings {
        reglas: Some("repo/rules".into()),
        planes: vec!["repo/a".into(), "repo/b.xlsx".into()],
        aprobados: Some("repo/ap".into()),
        fase: Some(Phase::Modificacion),
        salida: vec![
            Output { format: Format::Terminal, path: None },
            Output { format: Format::Json, path: Some("repo/informe.json".into()) },
        ],
        parametros: vec![("plazo".into(), "3".into()), ("tolerancia".into(), "$ 1.000".into())],
        limites: vec![("celdas", 9_000_000)],
        analisis: Switches::new(),
    };
    assert_eq!(settings, expected);
    assert_eq!(parse("planes = \"a\"").unwrap().planes, [PathBuf::from("repo/a")]);
}

#[test]
fn what_is_wrong_is_said_in_spanish() {
    for (written, told) in [
        ("regla = \"rules\"", "no tiene «regla»; ¿quiso decir «reglas»?"),
        (
            "zzz = 1",
            "no tiene «zzz»; tiene «reglas», «planes», «aprobados», «fase», «salida», «parametros», «limites» y «analisis»",
        ),
        ("reglas = 3", "«reglas» lleva un texto entre comillas"),
        ("fase = \"revicion\"", "«fase» «revicion» no es una fase; ¿quiso decir «revisión»?"),
        ("salida = \"pdf\"", "«salida» «pdf» no es una salida; hay «terminal» y «json»"),
        ("parametros = 1", "«parametros» es una tabla: [parametros]"),
        ("\n\nreglas = rules", "la línea 3 no se entiende; se escribe por ejemplo reglas = \"rules\", con comillas"),
        ("limites = 3", "«limites» es una tabla: [limites]"),
        ("[limites]\ncelda = 3", "«limites» tiene una falla: «celda» no es un límite; ¿quiso decir «celdas»?"),
        (
            "[limites]\nceldas = 0",
            "«limites» tiene una falla: «celdas» lleva un número entero, sin puntos, de 1 a 50.000.000",
        ),
        (
            "[limites]\nceldas = 50000001",
            "«limites» tiene una falla: «celdas» lleva un número entero, sin puntos, de 1 a 50.000.000",
        ),
        (
            "[limites]\nhojas = \"x\"",
            "«limites» tiene una falla: «hojas» lleva un número entero, sin puntos, de 1 a 10.000",
        ),
        ("[analisis]\nzzz = \"no\"", "«analisis» no tiene «zzz»"),
    ] {
        assert_eq!(parse(written).unwrap_err(), told, "{written}");
    }
}
