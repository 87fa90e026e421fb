# The build-time half of Embed.cmake.
string(REPLACE "|" ";" files "${FILES}")
set(text "")
foreach(file ${files})
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND text "{\"${name}\", R\"__embed(${content})__embed\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${text}")
