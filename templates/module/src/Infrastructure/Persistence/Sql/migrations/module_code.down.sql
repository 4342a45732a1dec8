set local lock_timeout = '2s';

drop table aggregate_name;
