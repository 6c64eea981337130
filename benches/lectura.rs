//! How long it takes to read 400 workbooks of 300 rows and one of 200.000, all of 26 columns: beside what cannot be
//! saved (inflating the same parts with libdeflate, and finding each `<` in them or only counting them, which takes
//! many at once), and beside calamine's stream of cells.
//!
//! `cargo bench --bench lectura` prints medians and ratios of one run on one thread. `cargo bench --bench lectura --
//! memoria muchos` (or `uno`) reads the files one by one and prints the most memory that the process took (Linux).

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    unreachable_pub,
    reason = "a benchmark reads files, asks the clock, prints, and may fail"
)]

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use cotejo::workbook::{Limits, read};

#[path = "lectura/plans.rs"]
mod plans;

const RUNS: usize = 9;
const PARTS: [&str; 5] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
];

fn main() {
    let many = || plans::plans("muchos", 400, 300);
    let one = || plans::plans("uno", 1, 200_000);
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "memoria").map(|at| arguments[at + 1].as_str()) {
        Some("uno") => memory(&one()),
        Some(_) => memory(&many()),
        None => {
            compare("400 libros × 300 filas × 26 columnas", &many());
            compare("1 libro × 200.000 filas × 26 columnas", &one());
        }
    }
}

fn compare(title: &str, files: &[PathBuf]) {
    let files: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let parts: Vec<Deflated> = files.iter().flat_map(|file| deflated(file)).collect();
    let inflated: usize = parts.iter().map(|part| part.inflated).sum();
    println!("\n{title}: {:.1} MB, {:.1} MB al descomprimir", megabytes(&files), inflated as f64 / 1e6);
    let programs: [(&str, &dyn Fn() -> usize); 4] = [
        ("libdeflate y contar «<»", &|| parts.iter().map(|part| count(&part.inflate())).sum()),
        ("libdeflate y hallar «<»", &|| parts.iter().map(|part| find(&part.inflate())).sum()),
        ("cotejo", &|| files.iter().map(|file| cotejo(file)).sum()),
        ("calamine, celda a celda", &|| files.iter().map(|file| calamine(file)).sum()),
    ];
    // One after another in each turn, so that what slows the machine down slows all of them.
    let mut times = [const { Vec::new() }; 4];
    let mut counts = [0; 4];
    for _ in 0..RUNS {
        for (at, (_, program)) in programs.iter().enumerate() {
            let start = Instant::now();
            counts[at] = black_box(program());
            times[at].push(start.elapsed());
        }
    }
    assert_eq!(counts[2], counts[3], "both readers find the same cells");
    let medians = times.map(median);
    for ((name, _), (median, count)) in programs.iter().zip(medians.iter().zip(counts)) {
        let [counting, finding] = [0, 1].map(|at| median.as_secs_f64() / medians[at].as_secs_f64());
        let milliseconds = median.as_secs_f64() * 1e3;
        println!("  {name:<24} {milliseconds:>8.1} ms   × {counting:.2}   × {finding:.2}   ({count})");
    }
    println!("  cotejo / calamine        {:.3}", medians[2].as_secs_f64() / medians[3].as_secs_f64());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn megabytes(files: &[Vec<u8>]) -> f64 {
    files.iter().map(Vec::len).sum::<usize>() as f64 / 1e6
}

/// A part as it stands in its zip.
struct Deflated {
    bytes: Vec<u8>,
    inflated: usize,
}

fn deflated(file: &[u8]) -> Vec<Deflated> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let part = |name: &str| {
        let inflated = zip.by_name(name).unwrap().size() as usize;
        let mut bytes = Vec::new();
        let mut raw = zip.by_index_raw(zip.index_for_name(name).unwrap()).unwrap();
        raw.read_to_end(&mut bytes).unwrap();
        Deflated { bytes, inflated }
    };
    PARTS.map(part).into()
}

impl Deflated {
    fn inflate(&self) -> Vec<u8> {
        let mut inflated = vec![0; self.inflated];
        libdeflater::Decompressor::new().deflate_decompress(&self.bytes, &mut inflated).unwrap();
        inflated
    }
}

fn count(text: &[u8]) -> usize {
    memchr::memchr_iter(b'<', text).count()
}

/// Looks at each place by itself, as a reader must; a sum of them stands for what it would do there.
fn find(text: &[u8]) -> usize {
    memchr::memchr_iter(b'<', text).fold(0, |places, at| places.wrapping_add(black_box(at)))
}

fn cotejo(file: &[u8]) -> usize {
    let (book, told) = read("plan.xlsx", file, &|_| true, &Limits::default());
    assert!(told.is_empty(), "{told:?}");
    book.unwrap().sheets.iter().map(|sheet| sheet.cells.len()).sum()
}

fn calamine(file: &[u8]) -> usize {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let mut cells = book.worksheet_cells_reader("Plan de acción").unwrap();
    let mut count = 0;
    while let Some(cell) = cells.next_cell().unwrap() {
        count += usize::from(!matches!(black_box(cell.get_value()), calamine::DataRef::Empty));
    }
    count
}

fn memory(files: &[PathBuf]) {
    let cells: usize = files.iter().map(|file| cotejo(&fs::read(file).unwrap())).sum();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: ?");
    println!("{cells} celdas; memoria máxima {}", most.trim_start_matches("VmHWM:").trim());
}
