package client

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/byoasn/byoasn/lookup"
)

// RoundTrip makes one request and reads its answer, which it keeps: what it
// returns has an empty body.
func (x *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	x.chain = append(x.chain, address(req.URL))
	if !x.permits(req.URL) {
		return nil, newError(lookup.Redirect, x.chain, "it leads to a URL that is not https", nil)
	}
	leave, err := x.enter(req.Context(), req.URL.Hostname())
	if err != nil {
		return nil, interruption(req.Context(), x.chain, err)
	}
	defer leave()
	ctx, cancel := context.WithTimeout(req.Context(), x.client.timeout())
	defer cancel()
	return x.observed(x.guarded(ctx, req.URL), req)
}

// observed makes the request, and tells whoever wants to know.
func (x *exchange) observed(ctx context.Context, req *http.Request) (*http.Response, error) {
	x.reply = nil
	began := time.Now()
	resp, err := x.transfer(ctx, req)
	if x.client.Observe == nil {
		return resp, err
	}
	seen := Exchange{URL: address(req.URL), Took: time.Since(began), Err: err}
	if x.reply != nil {
		seen.Status, seen.Bytes = x.reply.status, len(x.reply.body)
	}
	x.client.Observe(seen)
	return resp, err
}

// enter waits until the host may be asked, and then for a free slot. A host's
// turns may pass while others hold all slots: begin sees to it that the requests
// do not then go out together. The function it returns gives the slot back.
func (x *exchange) enter(ctx context.Context, host string) (leave func(), err error) {
	interval := intervalOf(x.client.Pace, host)
	if err := x.client.own.pacer.wait(ctx, host, interval); err != nil {
		return nil, err
	}
	if x.slots == nil {
		return func() {}, nil
	}
	leave = func() { <-x.slots }
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case x.slots <- struct{}{}:
		}
		tooSoon := x.client.own.pacer.begin(host, interval, time.Now())
		if tooSoon <= 0 {
			return leave, nil
		}
		leave() // to whoever need not wait
		if err := sleep(ctx, tooSoon); err != nil {
			return nil, err
		}
	}
}

// transfer sends the request and takes in the whole answer.
func (x *exchange) transfer(ctx context.Context, req *http.Request) (*http.Response, error) {
	var badTLS atomic.Bool // few errors of a handshake have a type to know them by
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) { badTLS.Store(err != nil) },
	})
	req = req.Clone(ctx)
	// This keeps every transport from asking for gzip and unpacking it unseen.
	// A record has a few kilobytes.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := x.client.own.transport.RoundTrip(req)
	if err != nil {
		return nil, x.explain(ctx, err, badTLS.Load())
	}
	defer resp.Body.Close()
	x.reply = &reply{url: req.URL, status: resp.StatusCode, header: resp.Header, received: time.Now()}
	if err := x.read(ctx, resp); err != nil {
		return nil, err
	}
	resp.Body = http.NoBody
	return resp, nil
}

// enoughToExplain is how much is read of an answer that is not a record.
const enoughToExplain = 64 << 10

// read reads the body. Of an answer that is not a record the status is what
// counts: its body is cut where it gets long, and may break off.
func (x *exchange) read(ctx context.Context, resp *http.Response) error {
	isRecord, limit := resp.StatusCode == http.StatusOK, int64(enoughToExplain)
	switch {
	case isRecord && x.reply.isCompressed(): // and refused for it
		return nil
	case isRecord:
		limit = orDefault(x.limit, x.client.maxBody())
	case resp.StatusCode < http.StatusOK: // 101, whose body is the bare connection
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	x.reply.body = body[:min(int64(len(body)), limit)]
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return interruption(ctx, x.chain, ctx.Err())
	case !isRecord:
		return nil
	case int64(len(body)) > limit:
		return newError(lookup.TooLarge, x.chain, fmt.Sprintf("it has more than %d bytes", limit), nil)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return newError(lookup.NotRDAP, x.chain, fmt.Sprintf("it is cut short after %d bytes", len(body)), err)
	case err != nil:
		return x.explain(ctx, err, false)
	}
	return nil
}
