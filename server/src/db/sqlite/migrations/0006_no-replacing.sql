-- "insert or replace" removes a row without asking the triggers of "delete".
CREATE TRIGGER `audit_no_replace` BEFORE INSERT ON `audit` WHEN EXISTS (SELECT 1 FROM `audit` WHERE `id` = new.`id`) BEGIN SELECT raise(abort, 'audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_replace` BEFORE INSERT ON `consents` WHEN EXISTS (SELECT 1 FROM `consents` WHERE `id` = new.`id` OR (`patient`, `kind`, `version`, `by`, `round`) = (new.`patient`, new.`kind`, new.`version`, new.`by`, new.`round`)) BEGIN SELECT raise(abort, 'consents is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_documents_no_replace` BEFORE INSERT ON `consent_documents` WHEN EXISTS (SELECT 1 FROM `consent_documents` WHERE (`kind`, `version`) = (new.`kind`, new.`version`)) BEGIN SELECT raise(abort, 'consent_documents is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_keys_no_replace` BEFORE INSERT ON `consent_keys` WHEN EXISTS (SELECT 1 FROM `consent_keys` WHERE (`by`, `key`) = (new.`by`, new.`key`)) BEGIN SELECT raise(abort, 'consent_keys is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_withdrawals_no_replace` BEFORE INSERT ON `consent_withdrawals` WHEN EXISTS (SELECT 1 FROM `consent_withdrawals` WHERE `consent` = new.`consent`) BEGIN SELECT raise(abort, 'consent_withdrawals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `conclusions_no_replace` BEFORE INSERT ON `conclusions` WHEN EXISTS (SELECT 1 FROM `conclusions` WHERE (`chat`, `version`) = (new.`chat`, new.`version`) OR (`chat`, `author`, `key`) = (new.`chat`, new.`author`, new.`key`) OR `place` = new.`place`) BEGIN SELECT raise(abort, 'conclusions is append-only'); END;
