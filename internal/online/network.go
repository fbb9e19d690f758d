package online

import (
	"context"
	"iter"
	"time"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A Network is the real one. Its zero value is ready.
type Network struct{}

// Registries returns the registries' servers.
func (Network) Registries(ctx context.Context, s cli.Settings) (cli.Registries, time.Time, error) {
	client := &lookup.Client{Server: s.Server, Registry: s.Registry, Timeout: s.Timeout, Retry: lookup.Retry{Times: s.Retries}}
	var published time.Time
	var err error
	switch {
	case s.Bootstrap != nil:
		client.Bootstrap, err = lookup.ParseBootstrap(s.Bootstrap, nil, nil)
	case s.Refresh:
		client.Bootstrap, err = (&lookup.Client{Timeout: s.Timeout, Retry: client.Retry}).RefreshBootstrap(ctx)
		if err == nil {
			published = client.Bootstrap.Published().ASN
		}
	}
	if err != nil {
		return nil, published, err
	}
	context.AfterFunc(ctx, client.CloseIdleConnections)
	return registries{client}, published, nil
}

// registries are those that one client asks.
type registries struct {
	client *lookup.Client
}

func (r registries) Record(ctx context.Context, q rdap.Question) (*cli.Answer, error) {
	if q.Prefix.IsValid() {
		return neutral(r.client.Network(ctx, q.Prefix))
	}
	return neutral(r.client.ASN(ctx, q.ASN))
}

func (r registries) Records(ctx context.Context, numbers iter.Seq[resource.ASN], workers int) iter.Seq[cli.Result] {
	return func(yield func(cli.Result) bool) {
		for got := range r.client.ASNs(ctx, numbers, lookup.ManyOptions{Workers: workers}) {
			answer, err := neutral(got.Answer, got.Err)
			if !yield(cli.Result{ASN: got.ASN, Answer: answer, Err: err}) {
				return
			}
		}
	}
}

func (r registries) Wait(ctx context.Context, q rdap.Question, look func(*cli.Answer, error) bool) error {
	see := func(answer *lookup.Answer, err error) bool { return look(neutral(answer, err)) }
	if q.Prefix.IsValid() {
		return failure(r.client.WaitNetwork(ctx, q.Prefix, lookup.WaitOptions{}, see))
	}
	return failure(r.client.Wait(ctx, q.ASN, lookup.WaitOptions{}, see))
}
