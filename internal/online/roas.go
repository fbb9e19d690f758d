package online

import (
	"context"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/roa"
)

// ROAs returns RIPEstat.
func (Network) ROAs(ctx context.Context, s cli.Settings) (cli.ROAs, error) {
	client := &lookup.Client{ROAURL: s.RIPEstat, Timeout: s.Timeout, Retry: lookup.Retry{Times: s.Retries}}
	context.AfterFunc(ctx, client.CloseIdleConnections)
	return ripestat{client}, nil
}

// ripestat answers from the RIPEstat data API.
type ripestat struct {
	client *lookup.Client
}

func (r ripestat) Validity(ctx context.Context, q roa.Question) (*cli.ROAAnswer, error) {
	answer, err := r.client.ROA(ctx, q)
	if err != nil {
		return nil, failure(err)
	}
	return &cli.ROAAnswer{Validity: answer.Validity, AsOf: answer.Time}, nil
}
