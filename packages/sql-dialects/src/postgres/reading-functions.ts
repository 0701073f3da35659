import type { OwnFunction } from './own-function.ts'

const read = (name: string, args: string, type: string, body: string, declare = ''): string =>
  `CREATE FUNCTION pg_temp.${name}(value TEXT, ${args}tries BOOLEAN) RETURNS ${type} LANGUAGE plpgsql IMMUTABLE AS $$
${declare}BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
${body}
  IF tries THEN RETURN NULL; END IF;
  RAISE EXCEPTION '"%" cannot be read as ${type}', value;
END $$;`

const number = String.raw`^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$`
const unclear = String.raw`  IF value ~ '^\s*[+-]?(0[xXbB]|\d[\d_]*_)' THEN
    RAISE EXCEPTION '"%" is read in its own way by the engine of the workbench', value;
  END IF;
`

/** Functions that read texts as the engine does. */
export const readingFunctions: Readonly<Record<string, OwnFunction>> = {
  weft_to_whole: {
    says: 'a text as a whole number',
    calls: [],
    sql: read(
      'weft_to_whole',
      'lowest NUMERIC, highest NUMERIC, ',
      'NUMERIC',
      `${unclear}  IF value ~ '${number}' AND round(btrim(value, E' \\t\\n\\r\\f\\v')::NUMERIC) BETWEEN lowest AND highest THEN
    RETURN round(btrim(value, E' \\t\\n\\r\\f\\v')::NUMERIC);
  END IF;`,
    ),
  },
  weft_to_decimal: {
    says: 'a text as a number with so many digits',
    calls: [],
    sql: read(
      'weft_to_decimal',
      'width INTEGER, scale INTEGER, ',
      'NUMERIC',
      `${unclear}  IF value ~ '${number}' AND abs(round(btrim(value, E' \\t\\n\\r\\f\\v')::NUMERIC, scale)) < power(10::NUMERIC, width - scale) THEN
    RETURN round(btrim(value, E' \\t\\n\\r\\f\\v')::NUMERIC, scale);
  END IF;`,
    ),
  },
  weft_to_double: {
    says: 'a text as a floating number',
    calls: [],
    sql: read(
      'weft_to_double',
      '',
      'DOUBLE PRECISION',
      `${unclear}  IF value ~ '${number}' OR lower(btrim(value)) IN ('inf', '-inf', '+inf', 'infinity', '-infinity', '+infinity', 'nan') THEN
    RETURN btrim(value, E' \\t\\n\\r\\f\\v')::DOUBLE PRECISION;
  END IF;`,
    ),
  },
  weft_to_boolean: {
    says: 'a text as true or false',
    calls: [],
    sql: read(
      'weft_to_boolean',
      '',
      'BOOLEAN',
      `  IF lower(value) IN ('true', 't', '1') THEN RETURN TRUE; END IF;
  IF lower(value) IN ('false', 'f', '0') THEN RETURN FALSE; END IF;`,
    ),
  },
  weft_to_date: {
    says: 'a text as a date',
    calls: [],
    sql: read(
      'weft_to_date',
      '',
      'DATE',
      String.raw`  found := regexp_match(value, '^\s*(\d{4})-(\d{1,2})-(\d{1,2})(\s*|[ T]\d{1,2}:\d{2}(:\d{2}(\.\d*)?)?\s*)$');
  IF found IS NOT NULL THEN
    BEGIN
      RETURN make_date(found[1]::INTEGER, found[2]::INTEGER, found[3]::INTEGER);
    EXCEPTION WHEN datetime_field_overflow THEN NULL;
    END;
  ELSIF value ~ '^\s*[-+\d].*\d' AND value !~ '^\s*[+-]?[\d.]+\s*$' THEN
    RAISE EXCEPTION '"%" is read in its own way by the engine of the workbench', value;
  END IF;`,
      'DECLARE found TEXT[];\n',
    ),
  },
  weft_to_moment: {
    says: 'a text as a moment',
    calls: [],
    sql: read(
      'weft_to_moment',
      '',
      'TIMESTAMP',
      String.raw`  found := regexp_match(value, '^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?)?\s*$');
  IF found IS NOT NULL THEN
    BEGIN
      RETURN make_timestamp(found[1]::INTEGER, found[2]::INTEGER, found[3]::INTEGER, coalesce(found[4], '0')::INTEGER, coalesce(found[5], '0')::INTEGER, coalesce(found[6], '0')::DOUBLE PRECISION);
    EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format THEN NULL;
    END;
  ELSIF value ~ '^\s*[-+\d].*\d' AND value !~ '^\s*[+-]?[\d.]+\s*$' THEN
    RAISE EXCEPTION '"%" is read in its own way by the engine of the workbench', value;
  END IF;`,
      'DECLARE found TEXT[];\n',
    ),
  },
  weft_to_time: {
    says: 'a text as a time of day',
    calls: [],
    sql: read(
      'weft_to_time',
      '',
      'TIME',
      String.raw`  IF value ~ '^\s*([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\s*$' THEN RETURN btrim(value)::TIME; END IF;
  IF value ~ ':' THEN
    RAISE EXCEPTION '"%" is read in its own way by the engine of the workbench', value;
  END IF;`,
    ),
  },
}
