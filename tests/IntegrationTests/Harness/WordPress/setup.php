<?php
// setup.php FOLDER HOST: installs the site that is asked by this name, with a user of each role, and says their application passwords.
[, $folder, $host] = $argv;
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = $host;
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
require "$folder/wp-load.php";
require "$folder/wp-admin/includes/upgrade.php";
$pretty = str_starts_with($host, 'localhost');
wp_install('Lotus Yoga', 'admin', 'admin@example.com', true, '', 'signs in and nothing else');
update_option('siteurl', "http://$host");
update_option('home', "http://$host");
foreach (['author', 'editor', 'subscriber'] as $role) {
    wp_insert_user(['user_login' => $role, 'user_pass' => 'signs in and nothing else', 'user_email' => "$role@example.com", 'role' => $role]);
}
// Whoever writes pages and may not write whatever HTML they like, as editors of a network of sites.
$writer = get_user_by('id', wp_insert_user(['user_login' => 'writer', 'user_pass' => 'signs in and nothing else', 'user_email' => 'writer@example.com', 'role' => 'author']));
foreach (['edit_pages', 'edit_published_pages', 'publish_pages', 'delete_pages', 'delete_published_pages'] as $right) {
    $writer->add_cap($right);
}
$passwords = [];
foreach (['admin', 'author', 'editor', 'subscriber', 'writer'] as $name) {
    $user = get_user_by('login', $name);
    [$passwords[$name]] = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'AiWebBuilder']);
}
switch_theme('twentytwentythree');
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($pretty ? '/%postname%/' : '');
flush_rewrite_rules();
echo json_encode(['url' => "http://$host", 'passwords' => $passwords]), "\n";
