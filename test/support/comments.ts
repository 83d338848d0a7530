// The comments of a YAML text, by a parser that is not the project's own.
import { Lexer } from 'yaml';

/** Before the text of a scalar the lexer puts this mark: a `#` there begins no comment. */
const SCALAR = '\u001f';

export function commentsOf(text: string): string[] {
  const lexemes = [...new Lexer().lex(text)];
  return lexemes.filter((lexeme, index) => lexeme.startsWith('#') && lexemes[index - 1] !== SCALAR);
}
