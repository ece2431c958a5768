-- Where a conclusion has been given, the search reads the log again from there: it has passed it over until now.
UPDATE `chats` SET `indexed_seq` = min(`indexed_seq`, coalesce((
	SELECT `seq` - 1 FROM `entries` WHERE `chat` = `chats`.`no` AND `kind` = 'conclusion' ORDER BY `seq` DESC LIMIT 1
), `indexed_seq`)) WHERE `outcome` = 'conclusion';
