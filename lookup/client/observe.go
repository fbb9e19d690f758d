package client

import (
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/byoasn/byoasn/lookup"
)

// An Exchange is one request, and what became of it.
type Exchange struct {
	URL    string
	Status int           // HTTP's; 0 if no answer came
	Bytes  int           // of the body, as far as it was read
	Took   time.Duration // the wait for the registry's pace apart
	Err    error         // a [*lookup.Error] if there is no whole answer
}

// LogValue is the exchange as a group of attributes.
func (x Exchange) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("url", x.URL), slog.Int("status", x.Status), slog.Int("bytes", x.Bytes), slog.Duration("took", x.Took)}
	if x.Err != nil {
		attrs = append(attrs, slog.Any("error", x.Err))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON writes the exchange, with the time it took in nanoseconds.
func (x Exchange) MarshalJSON() ([]byte, error) {
	type plain Exchange
	var e *lookup.Error
	if x.Err != nil && !errors.As(x.Err, &e) {
		return nil, errors.New("an error that is no *lookup.Error has no JSON form")
	}
	return json.Marshal(struct {
		plain
		Err *lookup.Error
	}{plain(x), e})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (x *Exchange) UnmarshalJSON(data []byte) error {
	type plain Exchange
	var read struct {
		plain
		Err *lookup.Error
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*x = Exchange(read.plain)
	if read.Err != nil {
		x.Err = read.Err
	}
	return nil
}
