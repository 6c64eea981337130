//! `cambió(…)` and `cambios()`: a row of the plan against its counterpart in `aprobado`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};

use super::super::model::{ColumnId, Expr, Kind, Node, TableRef};
use super::frames::Frame;
use super::{Checker, column_kind};

impl Checker<'_> {
    /// `cambió(a, b)`: columns and families of the plan.
    pub(super) fn changed(&mut self, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let (up, keys) = self.counterpart("cambió", span)?;
        if args.is_empty() {
            let fault = Diagnostic::new(Code::WrongArguments, "«cambió» recibe al menos una columna del plan");
            return self.fault(fault.at(span, "sin columnas").help("por ejemplo cambió(cantidad, total)"));
        }
        let mut columns = Vec::new();
        for arg in args {
            columns.extend(self.compared(arg, up)?);
        }
        self.compared.extend(columns.iter().filter_map(column_of));
        Some(Expr { node: Node::Changed { keys, columns }, kind: Kind::Bool, span })
    }

    /// `cambios()`
    pub(super) fn changes(&mut self, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let (up, keys) = self.counterpart("cambios", span)?;
        if let Some(arg) = args.first() {
            let fault = Diagnostic::new(Code::WrongArguments, "«cambios» no recibe nada entre los paréntesis");
            let help = "escriba cambios(): dice lo que cambió en las columnas que la regla nombra en «cambió»";
            return self.fault(fault.at(arg.span, "sobra").help(help));
        }
        Some(Expr { node: Node::Changes { up, keys }, kind: Kind::Text, span })
    }

    /// Which frame is the row of the plan, and the key by which its counterpart is found.
    fn counterpart(&mut self, word: &str, span: Span) -> Option<(usize, Vec<Expr>)> {
        let is_row = |up: &usize| matches!(self.frame(*up), Some(Frame::Row(TableRef::Plan)));
        let Some(up) = (0..self.frames.len()).find(is_row) else {
            let message = format!("«{word}» compara una fila del plan con la suya en «aprobado», y aquí no hay fila");
            let help = "úselo en una regla «por cada fila de plan», o sobre sus filas: cuenta(filas de plan donde cambió(total))";
            return self.fault(Diagnostic::new(Code::WrongArguments, message).at(span, "aquí no hay fila").help(help));
        };
        self.reads_plan = true;
        self.reads_approved = true;
        self.refuse_keyless(word, span)?;
        let schema = self.schema(TableRef::Plan);
        let key = |column: &ColumnId| {
            let decl = schema.columns.get(column.0)?;
            Some(Expr { node: Node::Column { up, column: *column }, kind: column_kind(decl), span })
        };
        Some((up, schema.key.iter().filter_map(key).collect()))
    }

    /// Tells that a plan without a key cannot be held against its approved version.
    pub(super) fn refuse_keyless(&mut self, word: &str, span: Span) -> Option<()> {
        if !self.schema(TableRef::Plan).key.is_empty() {
            return Some(());
        }
        let message = format!("«{word}» busca la fila aprobada por la clave, y el formato no tiene clave");
        let help = "agregue al formato una cláusula «clave» con lo que distingue cada fila";
        self.fault(Diagnostic::new(Code::WrongKeys, message).at(span, "sin clave").help(help))
    }

    /// The columns of the plan's row that an argument stands for.
    fn compared(&mut self, arg: &ast::Expr, up: usize) -> Option<Vec<Expr>> {
        let columns = match self.several(arg)? {
            Some((columns, _)) => columns,
            None => vec![self.expr(arg)?],
        };
        let of_row = |column: &Expr| matches!(column.node, Node::Column { up: own, .. } if own == up);
        if !columns.iter().all(of_row) {
            let fault = Diagnostic::new(Code::WrongArguments, "«cambió» recibe columnas del plan, por su nombre");
            let help = "por ejemplo cambió(cantidad, total, fuentes)";
            return self.fault(fault.at(arg.span, "no es una columna de la fila").help(help));
        }
        let key = &self.schema(TableRef::Plan).key;
        if columns.iter().filter_map(column_of).any(|column| key.contains(&column)) {
            let name = if let ExprKind::Name(name) = &arg.kind { name.text.as_str() } else { "esta columna" };
            let message = format!("«{name}» es de la clave: por ella se busca la fila aprobada, y nunca cambia");
            let help = "para saber si la fila es nueva escriba existe aprobado[…] con su clave";
            return self.fault(Diagnostic::new(Code::WrongArguments, message).at(arg.span, "de la clave").help(help));
        }
        Some(columns)
    }
}

fn column_of(column: &Expr) -> Option<ColumnId> {
    if let Node::Column { column, .. } = column.node { Some(column) } else { None }
}
