-- What happened cannot be made not to have happened, not even by a mistake of ours.
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` BEGIN SELECT raise(abort, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit` BEGIN SELECT raise(abort, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_update` BEFORE UPDATE ON `consents` BEGIN SELECT raise(abort, 'consents is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_delete` BEFORE DELETE ON `consents` BEGIN SELECT raise(abort, 'consents is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_documents_no_update` BEFORE UPDATE ON `consent_documents` BEGIN SELECT raise(abort, 'consent_documents is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_documents_no_delete` BEFORE DELETE ON `consent_documents` BEGIN SELECT raise(abort, 'consent_documents is append-only'); END;
