#include "app/command_line.h"

int main(int argc, char** argv) { return unionhall::app::run(argc, argv); }
