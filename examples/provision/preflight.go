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
	"github.com/byoasn/byoasn/resource"
)

// preflight gets the registry's record of the ASN and makes every check that AWS
// would make of it. That there is no record is a part of the report.
func (p *program) preflight(ctx context.Context, s settings) (*preflight.Report, error) {
	in := preflight.Input{Message: s.message, Signature: s.signature, Now: p.now()}
	resource, found := preflight.Resource(in)
	number, isASN := resource.ASN()
	if found && !isASN {
		return nil, &exit{wrong, fmt.Errorf("the message is about the range %s, and this program brings AS numbers alone", resource)}
	}
	var err error
	switch {
	case s.record != "":
		in.Record, err = readRecord(s.record)
	case found:
		in.Record, in.NoRecord, err = p.lookUp(ctx, number)
	}
	if err != nil {
		return nil, err
	}
	return preflight.Run(in), nil
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

// lookUp asks the registry, and tells a definite "there is none" from an answer
// that could not be got.
func (p *program) lookUp(ctx context.Context, number resource.ASN) (*rdap.Record, *preflight.NoRecord, error) {
	answer, err := p.registry.Record(ctx, resource.OfASN(number))
	if err == nil {
		return answer.Record, nil, nil
	}
	if errors.Is(err, lookup.Cancelled) {
		return nil, nil, interrupted(ctx, err)
	}
	return nil, preflight.NoRecordFrom(err), nil
}
