import { readingFunctions } from './reading-functions.ts'
import type { OwnFunction } from './own-function.ts'

const whole = (name: string, type: string, rounded: string): string =>
  `CREATE FUNCTION pg_temp.${name}(value ${type}, lowest NUMERIC, highest NUMERIC, tries BOOLEAN) RETURNS NUMERIC LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE result NUMERIC;
BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
  IF value IN ('Infinity', '-Infinity', 'NaN') THEN
    IF tries THEN RETURN NULL; END IF;
    RAISE EXCEPTION '% is no whole number', value;
  END IF;
  result := ${rounded};
  IF result BETWEEN lowest AND highest THEN RETURN result; END IF;
  IF tries THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is out of range', value;
END $$;`

/** Functions of the script's own, by name. */
export const postgresFunctions: Readonly<Record<string, OwnFunction>> = {
  weft_error: {
    says: 'stops with a message',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_error(message TEXT) RETURNS BOOLEAN LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION '%', message;
END $$;`,
  },
  weft_round: {
    says: 'rounds halves away from zero',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_round(value DOUBLE PRECISION, places INTEGER) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN value IN ('Infinity', '-Infinity', 'NaN') THEN value
    ELSE sign(value) * (trunc(size) + CASE WHEN size - trunc(size) >= 0.5 THEN 1 ELSE 0 END)
      / CASE WHEN places > 0 THEN power(10::DOUBLE PRECISION, places) ELSE 1 END
      * CASE WHEN places < 0 THEN power(10::DOUBLE PRECISION, -places) ELSE 1 END
    END
  FROM (SELECT CASE
    WHEN places >= 0 THEN abs(value * power(10::DOUBLE PRECISION, places))
    ELSE abs(value / power(10::DOUBLE PRECISION, -places)) END AS size) AS sized
$$;`,
  },
  weft_whole: {
    says: 'a number as a whole number, halves away from zero',
    calls: [],
    sql: whole('weft_whole', 'NUMERIC', 'round(value)'),
  },
  weft_float_whole: {
    says: 'a floating number as a whole number, halves to even',
    calls: [],
    sql: whole(
      'weft_float_whole',
      'DOUBLE PRECISION',
      `CASE WHEN abs(value) < 9e18 THEN round(value)::BIGINT::NUMERIC ELSE (value::TEXT)::NUMERIC END`,
    ),
  },
  weft_decimal: {
    says: 'a number with so many digits, empty where it has more',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_decimal(value NUMERIC, width INTEGER, scale INTEGER, tries BOOLEAN) RETURNS NUMERIC LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN NOT tries OR abs(round(value, scale)) < power(10::NUMERIC, width - scale) THEN round(value, scale) END
$$;`,
  },
  weft_float_decimal: {
    says: 'a floating number with so many digits',
    calls: ['weft_decimal'],
    sql: `CREATE FUNCTION pg_temp.weft_float_decimal(value DOUBLE PRECISION, width INTEGER, scale INTEGER, tries BOOLEAN) RETURNS NUMERIC LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE size DOUBLE PRECISION;
BEGIN
  IF value IN ('Infinity', '-Infinity', 'NaN') THEN
    IF tries THEN RETURN NULL; END IF;
    RAISE EXCEPTION '% is no decimal', value;
  END IF;
  size := abs(value * power(10::DOUBLE PRECISION, scale));
  size := trunc(size) + CASE WHEN size - trunc(size) >= 0.5 THEN 1 ELSE 0 END;
  RETURN pg_temp.weft_decimal(
    sign(value)::INTEGER * CASE WHEN size < 9e18 THEN size::BIGINT::NUMERIC ELSE (size::TEXT)::NUMERIC END
      / power(10::NUMERIC, scale), width, scale, tries);
END $$;`,
  },
  weft_number_text: {
    says: 'a floating number as text',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_number_text(value DOUBLE PRECISION) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN value = 'Infinity' THEN 'inf'
    WHEN value = '-Infinity' THEN '-inf'
    WHEN value = 'NaN' THEN 'nan'
    WHEN abs(value) >= 1e15 AND abs(value) < 1e16 THEN (value::TEXT)::NUMERIC::TEXT || '.0'
    WHEN value::TEXT ~ '^-?[0-9]+$' THEN value::TEXT || '.0'
    ELSE value::TEXT END
$$;
CREATE FUNCTION pg_temp.weft_number_text(value REAL) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN value = 'Infinity' THEN 'inf'
    WHEN value = '-Infinity' THEN '-inf'
    WHEN value = 'NaN' THEN 'nan'
    WHEN abs(value) >= 1e6 AND abs(value) < 1e16 THEN (value::TEXT)::NUMERIC::TEXT || '.0'
    WHEN value::TEXT ~ '^-?[0-9]+$' THEN value::TEXT || '.0'
    ELSE value::TEXT END
$$;`,
  },
  ...readingFunctions,
  weft_substr: {
    says: 'a part of a text, counted from its end where the start is below zero',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_substr(value TEXT, start INTEGER, size INTEGER) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF size < 0 THEN RAISE EXCEPTION 'a part of a text cannot have % letters', size; END IF;
  IF start >= 0 THEN RETURN substr(value, start, size); END IF;
  IF -start > length(value) THEN RETURN substr(value, 1, greatest(0, size - (-start - length(value)))); END IF;
  RETURN substr(value, length(value) + start + 1, size);
END $$;`,
  },
  weft_extract: {
    says: 'what a pattern, or one of its groups, finds in a text',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_extract(value TEXT, pattern TEXT, place INTEGER, flags TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value IS NOT NULL THEN
    coalesce((regexp_match(value COLLATE "C", '(' || pattern || ')', flags))[place + 1], '') END
$$;`,
  },
  weft_quantile: {
    says: 'the value at a share of a list in its order',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_quantile(list DOUBLE PRECISION[], share DOUBLE PRECISION) RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE AS $$
  SELECT percentile_cont(share) WITHIN GROUP (ORDER BY entry) FROM unnest(list) AS entries(entry)
$$;`,
  },
  weft_last_filled: {
    says: 'the last value that is not empty',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_take_new(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE STRICT AS 'SELECT $2';
CREATE AGGREGATE pg_temp.weft_last_filled(anyelement) (SFUNC = pg_temp.weft_take_new, STYPE = anyelement);`,
  },
  weft_first_filled: {
    says: 'the first value that is not empty',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_keep_old(anyelement, anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE STRICT AS 'SELECT $1';
CREATE AGGREGATE pg_temp.weft_first_filled(anyelement) (SFUNC = pg_temp.weft_keep_old, STYPE = anyelement);`,
  },
  weft_date_diff: {
    says: 'how many borders of a unit lie between two moments',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_date_diff(unit TEXT, since TIMESTAMP, until TIMESTAMP) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE unit
    WHEN 'year' THEN EXTRACT(YEAR FROM until) - EXTRACT(YEAR FROM since)
    WHEN 'quarter' THEN 4 * (EXTRACT(YEAR FROM until) - EXTRACT(YEAR FROM since)) + EXTRACT(QUARTER FROM until) - EXTRACT(QUARTER FROM since)
    WHEN 'month' THEN 12 * (EXTRACT(YEAR FROM until) - EXTRACT(YEAR FROM since)) + EXTRACT(MONTH FROM until) - EXTRACT(MONTH FROM since)
    WHEN 'week' THEN trunc(EXTRACT(EPOCH FROM date_trunc('week', until)) / 604800) - trunc(EXTRACT(EPOCH FROM date_trunc('week', since)) / 604800)
    WHEN 'day' THEN until::DATE - since::DATE
    WHEN 'hour' THEN trunc(EXTRACT(EPOCH FROM until) / 3600) - trunc(EXTRACT(EPOCH FROM since) / 3600)
    WHEN 'minute' THEN trunc(EXTRACT(EPOCH FROM until) / 60) - trunc(EXTRACT(EPOCH FROM since) / 60)
    ELSE trunc(EXTRACT(EPOCH FROM until)) - trunc(EXTRACT(EPOCH FROM since)) END::BIGINT
$$;`,
  },
  weft_read_moment: {
    says: 'a text read as a moment by a pattern, empty where it is none',
    calls: [],
    sql: `CREATE FUNCTION pg_temp.weft_read_moment(value TEXT, pattern TEXT, letters TEXT) RETURNS TIMESTAMP LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  found TEXT[] := regexp_match(value, pattern);
  part TEXT;
  y INTEGER := 1900; m INTEGER := 1; d INTEGER := 1; h INTEGER := 0; n INTEGER := 0; s NUMERIC := 0; f NUMERIC := 0;
  afternoon BOOLEAN; twelve BOOLEAN := FALSE;
  months CONSTANT TEXT[] := ARRAY['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
BEGIN
  IF found IS NULL THEN RETURN NULL; END IF;
  FOR at IN 1 .. length(letters) LOOP
    part := lower(found[at]);
    CASE substr(letters, at, 1)
      WHEN 'Y' THEN y := part::INTEGER;
      WHEN 'y' THEN y := part::INTEGER + CASE WHEN part::INTEGER >= 69 THEN 1900 ELSE 2000 END;
      WHEN 'm' THEN m := part::INTEGER;
      WHEN 'd' THEN d := part::INTEGER;
      WHEN 'H' THEN h := part::INTEGER;
      WHEN 'I' THEN h := part::INTEGER; twelve := TRUE;
      WHEN 'M' THEN n := part::INTEGER;
      WHEN 'S' THEN s := part::INTEGER;
      WHEN 'f' THEN f := rpad(part, 6, '0')::NUMERIC / 1000000;
      WHEN 'p' THEN afternoon := part = 'pm';
      WHEN 'b' THEN m := array_position((SELECT array_agg(left(name, 3) ORDER BY place) FROM unnest(months) WITH ORDINALITY AS names(name, place)), part);
      ELSE m := array_position(months, part);
    END CASE;
  END LOOP;
  IF m IS NULL OR (twelve AND (h < 1 OR h > 12)) OR h > 23 OR n > 59 OR s > 59 THEN RETURN NULL; END IF;
  IF twelve THEN h := h % 12; END IF;
  IF afternoon AND h < 12 THEN h := h + 12; END IF;
  BEGIN
    RETURN make_timestamp(y, m, d, h, n, (s + f)::DOUBLE PRECISION);
  EXCEPTION WHEN datetime_field_overflow THEN RETURN NULL;
  END;
END $$;`,
  },
}

/** The statements that make these functions, each after those it calls. */
export function postgresFunctionsSql(names: ReadonlySet<string>): string {
  const made = new Set<string>()
  const add = (name: string) => {
    const own = postgresFunctions[name]
    if (!own || made.has(name)) return
    for (const called of own.calls) add(called)
    made.add(name)
  }
  for (const name of [...names].toSorted()) add(name)
  return [...made]
    .map(
      (name) =>
        `-- ${name}: ${postgresFunctions[name]?.says ?? ''}.\n${postgresFunctions[name]?.sql ?? ''}`,
    )
    .join('\n\n')
}
