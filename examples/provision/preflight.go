package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
)

// preflight gets the registry's record of the ASN and makes every check that AWS
// would make of it. That there is no record is a part of the report.
func (p *program) preflight(ctx context.Context, s settings) (*preflight.Report, error) {
	e := preflight.Gather(preflight.Input{Message: s.message, Signature: s.signature, Now: p.now()})
	resource := e.Resource()
	_, isASN := resource.ASN()
	if _, isRange := resource.CIDR(); isRange {
		return nil, &exit{wrong, fmt.Errorf("the message is about the range %s, and this program brings AS numbers alone", resource)}
	}
	var err error
	switch {
	case s.record != "":
		e.Record, err = readRecord(s.record)
	case isASN:
		e.LookedUp(p.registry.Record(ctx, resource))
	}
	if err == nil && errors.Is(e.RecordErr, lookup.Cancelled) {
		err = interrupted(ctx, e.RecordErr)
	}
	if err != nil {
		return nil, err
	}
	return e.Report(ctx)
}

// readRecord reads a record that was kept in a file.
func readRecord(name string) (*rdap.Record, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &exit{wrong, err}
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, rdap.MaxSize+1)) // Parse refuses what is longer
	if err != nil {
		return nil, &exit{wrong, err}
	}
	record, err := rdap.Parse(data)
	if err != nil {
		return nil, &exit{wrong, fmt.Errorf("%s: %w", name, err)}
	}
	return record, nil
}
