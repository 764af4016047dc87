// Rust, from The Rust Reference, chapter 2 (edition 2024).
//
// Every grammar here keeps one rule, so that it can be compiled to a table: no predicates, no
// embedded code, no recursive rules, no EOF; modes instead. Every grammar is total: whatever no
// other rule takes is one UNKNOWN token, and a literal without its end is one UNTERMINATED token.
lexer grammar RustLexer;

options { superClass = dev.ringfence.fingerprints.token.antlr.TotalLexer; }

tokens { IDENTIFIER, NUMBER, STRING, OPERATOR, UNTERMINATED, UNKNOWN }

SPACE : [ \t\f\u000B\r\n\u0085\u00A0\uFEFF\u200E\u200F\u2028\u2029]+ -> skip;
LINE_COMMENT : '//' ~[\r\n]* -> skip;
// Comments nest; the stack of modes counts their depth.
OPEN_COMMENT : '/*' -> skip, pushMode(NESTED_COMMENT);

STRING
  : [bc]? '"' ( ~["\\] | '\\' . )* '"'
  | 'b'? '\'' ( ~['\\\r\n\t] | '\\' ( 'u{' [0-9a-fA-F_]* '}' | 'x' [0-9a-fA-F]+ | . ) ) '\''
  | 'b'? '\'' [\uD800-\uDBFF] [\uDC00-\uDFFF] '\''
  ;
RAW_STRING
  : [bc]? 'r' ( '"' ~'"'* '"' | '#"' .*? '"#' | '##"' .*? '"##' | '###"' .*? '"###' ) -> type(STRING)
  ;
UNTERMINATED : [bc]? '"' ( ~["\\] | '\\' . )* '\\'?;

LIFETIME : '\'' [A-Za-z_\u00A1-\uFEFE] [A-Za-z_0-9\u00A1-\uFEFE]* -> type(IDENTIFIER);
NUMBER
  : '0' [xob] [0-9a-fA-F_]+ ( [iu] [0-9a-z]* )?
  | [0-9] [0-9_]* ( '.' [0-9] [0-9_]* )? ( [eE] [+-]? [0-9_]+ )? ( [iuf] [0-9a-z]+ )?
  ;
IDENTIFIER : ( 'r#' )? [A-Za-z_\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF] [A-Za-z_0-9\u00A1-\u2027\u202A-\uFEFE\uFF00-\uFFFF]*;

OPERATOR
  : '<<=' | '>>=' | '...' | '..=' | '..' | '->' | '=>' | '::' | '<<' | '<=' | '>=' | '==' | '!=' | '&&' | '||'
  | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^='
  | [[\](){}.&*+\-~!/%<>^|?:;=,#@$]
  ;
UNKNOWN : .;

mode NESTED_COMMENT;
INNER_OPEN : '/*' -> skip, pushMode(NESTED_COMMENT);
INNER_CLOSE : '*/' -> skip, popMode;
INNER_TEXT : ( ~[*/] )+ -> skip;
INNER_CHAR : [*/] -> skip;
