<?php
// One database holds both sites, told apart by the name that they are asked by.
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('WORDPRESS_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $one) {
    define($one . '_KEY', 'of no worth: ' . $one . ' key');
    define($one . '_SALT', 'of no worth: ' . $one . ' salt');
}
// Application passwords are good without TLS on a local site only.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = str_starts_with($_SERVER['HTTP_HOST'] ?? '', 'localhost') ? 'pretty_' : 'plain_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
