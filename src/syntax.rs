//! stub
pub mod ast;
pub fn parse(
    _: &crate::source::Sources,
    _: crate::source::FileId,
) -> (Vec<ast::Item>, Vec<crate::diagnostic::Diagnostic>) {
    (vec![], vec![])
}
pub fn decode(_: &str, _: &[u8]) -> (Option<crate::source::Source>, Vec<crate::diagnostic::Diagnostic>) {
    (None, vec![])
}
