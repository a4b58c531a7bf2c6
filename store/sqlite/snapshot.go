package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// snapshot is one state of the store, to be read with several queries.
type snapshot struct {
	*Store
	read querier
}

// snapshot runs do on one state of the store.
func (s *Store) snapshot(ctx context.Context, do func(snapshot) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return kind(err)
	}
	defer tx.Rollback() // there is nothing to undo
	if err = do(snapshot{s, tx}); errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	return kind(err)
}
