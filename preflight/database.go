package preflight

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"slices"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
)

// RIPE NCC's RDAP shows as one two fields of which AWS reads one; its database
// tells them apart. AWS reads RDAP, so what only the database has is not there
// yet, and what only RDAP has is not known to be in the right field: one of the
// two lags behind the other, by some minutes.

// databaseName is what people know the registry's database as: RIPE NCC's by a
// name of its own, any other's by whois, which shows it.
func (e *Evidence) databaseName() string {
	if r := e.Database.Record; r != nil && r.Registry != registry.RIPE && r.Registry != "" {
		return r.Registry.Rule().Name + "'s whois"
	}
	return "the RIPE Database"
}

// hasDatabase says whether the registry's database has been read, and shows the
// object. An answer of RDAP in its place tells no more than RDAP does.
func (e *Evidence) hasDatabase() bool {
	return e.Database != nil && e.Database.Record != nil && e.Database.Record.Source != rdap.JSON
}

// readDatabase finds what is published in the registry's database. Its record
// stands for RDAP's where that could not be fetched.
func (e *Evidence) readDatabase(ctx context.Context) (found []rdap.Found, err error) {
	if !e.hasDatabase() {
		return nil, nil
	}
	p, err := rdap.Find(ctx, e.Database.Record.Select(e.Resource()))
	if err != nil {
		return nil, err
	}
	return p.Found, nil
}

// instead is the database's record where RDAP gave none: not where RDAP says that
// there is none.
func (e *Evidence) instead() *rdap.Record {
	if e.Record != nil || e.RecordErr == nil || absent(e.RecordErr) || !e.hasDatabase() {
		return nil
	}
	return e.Database.Record
}

// inDatabase is a certificate as it stands on the object in the registry's
// database: in the field that AWS reads, if it is there too, and there whole, if one
// is.
func (e *Evidence) inDatabase(cert *x509.Certificate) (best rdap.Found, found bool) {
	good := func(f rdap.Found) int {
		switch {
		case e.rightField(f.Place) && f.Whole():
			return 2
		case e.rightField(f.Place):
			return 1
		}
		return 0
	}
	for _, f := range e.published.database {
		if f.Certificate == nil || !f.Place.OnObject() || !bytes.Equal(f.Certificate.Raw, cert.Raw) {
			continue
		}
		if !found || good(f) > good(best) {
			best, found = f, true
		}
	}
	return best, found
}

// lagging says that the registry's database has our certificate where AWS looks,
// and RDAP does not show it there yet.
func lagging(e *Evidence) bool {
	return !e.published.serves() && slices.ContainsFunc(e.published.database, func(f rdap.Found) bool {
		return f.Certificate != nil && e.rankOf(f) >= invalid
	})
}

// joinedPlacement says in which of two fields that the record shows as one the
// certificate stands.
func (e *Evidence) joinedPlacement(seen string) answer {
	rule := e.Record.Registry.Rule()
	there, found := e.inDatabase(e.published.best.Certificate)
	place := there.Place
	switch {
	case found && e.rightField(place) && !there.Whole() && e.published.best.Whole():
		return unknown(fmt.Sprintf("RDAP shows the certificate whole, and %s shows it %s: one of them lags behind the other.", e.databaseName(), describeForms(there)), place.String(), "Look again in some minutes; if it is still so, publish the certificate's one-line form anew.")
	case found && e.rightField(place):
		return passes("It is on the object and in the field that AWS reads, as "+e.databaseName()+" shows.", place.String())
	case found && len(e.Database.Record.Incomplete) > 0:
		return unknown(fmt.Sprintf("The certificate is in the field %q, as %s shows, which left a part of the object out: it may be in the field %q too.", place.Field, e.databaseName(), rule.Field), place.String(), "Give the database's whole answer.")
	case found:
		return fails(fmt.Sprintf("The certificate is in the field %q, as %s shows, and AWS reads the field %q alone.", place.Field, e.databaseName(), rule.Field), place.String(), e.publishFix())
	case e.hasDatabase():
		return unknown("RDAP shows the certificate, and "+e.databaseName()+" does not: one of them lags behind the other.", seen, "Look again in some minutes.")
	}
	if e.Database != nil && e.Database.Err != nil {
		seen += "; " + e.databaseName() + ": " + e.Database.Err.Error()
	}
	return unknown(fmt.Sprintf("%s's RDAP shows descr and remarks as one, and AWS reads %s alone: which of them the certificate is in cannot be told from this record.", rule.Name, rule.Field), seen,
		fmt.Sprintf("Give whois's answer as the record, which tells them apart: whois -r -h %s %s | byoasn … --record -", rule.Whois, e.Resource().Name()))
}
