package lookup

import "log/slog"

// LogValue is the answer as a group of attributes: what it is, and how it was come
// by, without the body.
func (a *Answer) LogValue() slog.Value {
	if a == nil {
		return slog.Value{}
	}
	attrs := []slog.Attr{slog.String("registry", a.Registry.String()), slog.String("url", a.URL), slog.Int("bytes", len(a.Body))}
	if a.Record != nil {
		attrs = append(attrs, slog.String("handle", a.Record.Handle))
	}
	if len(a.Chain) > 1 {
		attrs = append(attrs, slog.Any("chain", a.Chain))
	}
	if d := a.Database; d != nil && d.Err != nil {
		attrs = append(attrs, slog.Any("database", d.Err))
	} else if d != nil {
		attrs = append(attrs, slog.String("database", d.URL))
	}
	return slog.GroupValue(attrs...)
}

// LogValue is the answer as a group of attributes, without the body.
func (a *ROAAnswer) LogValue() slog.Value {
	if a == nil {
		return slog.Value{}
	}
	return slog.GroupValue(slog.String("prefix", a.Validity.Prefix.String()), slog.String("origin", a.Validity.Origin.String()),
		slog.String("state", string(a.Validity.State)), slog.String("url", a.URL), slog.Time("time", a.Time))
}

// LogValue is the error as a group of attributes, its Kind among them.
func (e *Error) LogValue() slog.Value {
	if e == nil {
		return slog.Value{}
	}
	attrs := []slog.Attr{slog.String("kind", string(e.Kind)), slog.String("url", e.URL), slog.Int("status", e.Status),
		slog.Bool("absent", e.Absent()), slog.Bool("temporary", e.Temporary()), slog.String("text", e.Error())}
	if e.HasRetryAfter {
		attrs = append(attrs, slog.Duration("retryAfter", e.RetryAfter))
	}
	return slog.GroupValue(attrs...)
}
