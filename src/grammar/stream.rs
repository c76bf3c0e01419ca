//! nom over slices: a stream of tokens or of items, and the primitives that read one of them.

use nom::{IResult, Input, Needed, Parser};

use super::steps::step;
use crate::lexicon::{Sense, Token};

/// A slice that nom reads from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stream<'t, T>(pub &'t [T]);

impl<T> Clone for Stream<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stream<'_, T> {}

impl<'t, T> Input for Stream<'t, T> {
    type Item = &'t T;
    type Iter = std::slice::Iter<'t, T>;
    type IterIndices = std::iter::Enumerate<std::slice::Iter<'t, T>>;

    fn input_len(&self) -> usize {
        self.0.len()
    }

    fn take(&self, index: usize) -> Self {
        Stream(&self.0[..index])
    }

    fn take_from(&self, index: usize) -> Self {
        Stream(&self.0[index..])
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        let (taken, rest) = self.0.split_at(index);
        (Stream(rest), Stream(taken))
    }

    fn position<P>(&self, predicate: P) -> Option<usize>
    where
        P: Fn(Self::Item) -> bool,
    {
        self.0.iter().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.iter()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.0.iter().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.0.len() { Ok(count) } else { Err(Needed::new(count - self.0.len())) }
    }
}

/// Tokens of one sentence, from some place on.
pub(super) type Tokens<'t, 'a> = Stream<'t, Token<'a>>;

/// What a production over tokens gives: the rest, and what was read.
pub(super) type Read<'t, 'a, O> = IResult<Tokens<'t, 'a>, O>;

/// One token of which `pick` makes something.
pub(super) fn token<'t, 'a: 't, O>(
    pick: impl Fn(&'t Token<'a>) -> Option<O>,
) -> impl Parser<Tokens<'t, 'a>, Output = O, Error = nom::error::Error<Tokens<'t, 'a>>> {
    nom::combinator::map_opt(one, pick)
}

/// One token with a sense of which `pick` makes something.
pub(super) fn sense<'t, 'a: 't, O>(
    pick: impl Fn(Sense) -> Option<O>,
) -> impl Parser<Tokens<'t, 'a>, Output = O, Error = nom::error::Error<Tokens<'t, 'a>>> {
    token(move |t: &Token| t.pick(&pick))
}

/// One token that means exactly this.
pub(super) fn word<'t, 'a: 't>(
    sense: Sense,
) -> impl Parser<Tokens<'t, 'a>, Output = (), Error = nom::error::Error<Tokens<'t, 'a>>> {
    token(move |t: &Token| t.means(sense).then_some(()))
}

/// One mark.
pub(super) fn point<'t, 'a: 't>(
    points: &'static [char],
) -> impl Parser<Tokens<'t, 'a>, Output = (), Error = nom::error::Error<Tokens<'t, 'a>>> {
    token(move |t: &Token| points.iter().any(|&p| t.is(p)).then_some(()))
}

fn one<'t, 'a>(input: Tokens<'t, 'a>) -> Read<'t, 'a, &'t Token<'a>> {
    step();
    match input.0.split_first() {
        Some((first, rest)) => Ok((Stream(rest), first)),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Eof))),
    }
}
