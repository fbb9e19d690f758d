package roa

import "time"

// metadata reads when the export was made: rpki-client's "buildtime", or else
// "generated", in seconds since 1970, of Routinator, OctoRPKI and Cloudflare. A
// time in another form is none.
func (r *jsonReader) metadata() error {
	if r.decoder.PeekKind() != '{' {
		return r.skip()
	}
	if _, err := r.token(); err != nil {
		return err
	}
	for {
		name, err := r.token()
		if err != nil || name.Kind() == '}' {
			return err
		}
		member := name.String()
		switch kind := r.decoder.PeekKind(); {
		case member == "buildtime" && kind == '"':
			err = r.buildtime()
		case member == "generated" && kind == '0':
			err = r.seconds()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

func (r *jsonReader) buildtime() error {
	token, err := r.token()
	if err != nil {
		return err
	}
	if at, err := time.Parse(time.RFC3339, token.String()); err == nil {
		r.generated = at.UTC()
	}
	return nil
}

func (r *jsonReader) seconds() error {
	token, err := r.token()
	if err != nil {
		return err
	}
	const year2242 = 1 << 33
	text := []byte(token.String())
	if seconds, n := scanDecimal(text, year2242); n == len(text) && seconds > 0 && r.generated.IsZero() {
		r.generated = time.Unix(int64(seconds), 0).UTC()
	}
	return nil
}
