//! The rule at hand and the check at hand: what explanations are made from.

use crate::ruleset::model::{Citation, ColumnId, GroupKey, Node, Rule, RuleSet, SubjectKind, TableRef};

use super::eval::{Evaluator, Frame};
use super::finding::{CitedNorm, Finding, Outcome};
use super::gap::Cell;
use super::peers::Peers;
use super::subject;
use super::world::World;

/// A rule in a world.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) rule: &'a Rule,
    pub(super) peers: &'a Peers,
}

impl<'a> Site<'a> {
    /// The evaluation of one check.
    pub(super) fn evaluator(&self, subject: Frame<'a>) -> Evaluator<'a> {
        Evaluator::of_rule(self.world, self.rule, Some(self.peers), subject)
    }

    /// The finding that the rule as a whole has no verdict, for a cause that its id is made from; without cells.
    pub(super) fn finding(&self, cause: &str, message: String) -> Finding {
        let identity = subject::identity(self.world.book);
        Finding {
            id: subject::id([self.rule.name.as_str(), Outcome::NotEvaluable.word(), cause, &identity]),
            rule: self.rule.name.clone(),
            title: self.rule.title.clone(),
            severity: self.rule.severity,
            outcome: Outcome::NotEvaluable,
            file: self.world.file(),
            place: None,
            cells: Vec::new(),
            subject: Vec::new(),
            message,
            windows: Vec::new(),
            rule_span: Some(self.rule.span),
            norms: self.norms(),
            help: None,
            checks: 1,
            notes: Vec::new(),
        }
    }

    /// The norms that the rule rests on.
    pub(super) fn norms(&self) -> Vec<CitedNorm> {
        cited(self.world.rules, self.rule)
    }

    /// What a check is about: column names with plain values, whole, as ids are made from them.
    pub(super) fn subject(&self, frame: Frame<'_>) -> Vec<(String, String)> {
        match frame {
            Frame::Row(table, row) => subject::of_row(self.world, table, row),
            Frame::Group(_, keys, _) => subject::of_group(self.rule, keys),
            Frame::Whole(..) => subject::of_book(self.world),
        }
    }

    /// What identifies a check in ids, within its workbook.
    pub(super) fn key(&self, frame: Frame<'_>) -> Vec<(String, String)> {
        match frame {
            Frame::Row(table, row) => subject::key_of_row(self.world, table, row),
            Frame::Group(_, keys, _) => subject::key_of_group(self.rule, keys),
            Frame::Whole(..) => Vec::new(),
        }
    }

    /// What tells the workbook of a check from others from run to run; empty where it is of no single one.
    pub(super) fn identity(&self, frame: Frame<'_>) -> String {
        match frame {
            Frame::Row(table, row) => self.world.identity(table, row),
            Frame::Group(..) | Frame::Whole(..) => subject::identity(self.world.book),
        }
    }

    /// The columns that the rule groups a table by.
    pub(super) fn group_columns(&self, table: TableRef) -> Vec<ColumnId> {
        let SubjectKind::Groups(keys) = &self.rule.subject.kind else { return Vec::new() };
        let subject = self.rule.subject.table;
        let own = keys.iter().filter(|_| self.world.shown_table(subject) == table);
        let column = |key: &GroupKey| match key.expr.node {
            Node::Column { column, .. } => self.world.shown_column(subject, column),
            _ => None,
        };
        own.filter_map(column).collect()
    }

    /// Cells that stand for a check as a whole: what identifies its first row.
    pub(super) fn cells(&self, frame: Frame<'_>) -> Vec<Cell> {
        let (table, row): (TableRef, Option<usize>) = match frame {
            Frame::Row(table, row) => (table, Some(row)),
            Frame::Group(table, _, rows) | Frame::Whole(table, rows) => (table, rows.first().copied()),
        };
        let columns = self.world.identifying(table).into_iter().take(1);
        row.map(|row| columns.map(|column| self.world.look(table, row, column)).collect()).unwrap_or_default()
    }
}

/// The norms that a rule rests on.
pub(super) fn cited(rules: &RuleSet, rule: &Rule) -> Vec<CitedNorm> {
    let cited = |citation: &Citation| {
        let norm = rules.norms.get(citation.norm.0)?;
        Some(CitedNorm { name: norm.name.clone(), title: norm.title.clone(), article: citation.article.clone() })
    };
    rule.citations.iter().filter_map(cited).collect()
}
